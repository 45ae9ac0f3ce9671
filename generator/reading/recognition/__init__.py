"""Which paragraph is what: a sheet becomes the anatomy of an administrative document."""

from generator.reading.recognition.recogniser import recognised

__all__ = ["recognised"]
