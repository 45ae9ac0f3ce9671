"""All rules of the checker in one registry: whoever asks for them here finds every one entered."""

from generator.check import content, form
from generator.check.registry import RULES

ROOMS = (content, form)

__all__ = ["ROOMS", "RULES"]
