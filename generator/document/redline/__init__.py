"""Two Word documents as one with tracked changes (ECMA-376 Part 1, 17.13.5)."""

from generator.document.redline.document import redline

__all__ = ["redline"]
