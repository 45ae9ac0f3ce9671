"""Word documents as sheets: the look that a reader sees, wherever the file says it."""

from generator.reading.word.reader import read_docx

__all__ = ["read_docx"]
