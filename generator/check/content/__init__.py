"""The rules of content: what a document says, judged by its text alone."""
from generator.check.content import letters, marks, spaces, spelling
__all__ = ["letters", "marks", "spaces", "spelling"]
