"""The steps that make data of what is known, in their order."""

from collections.abc import Callable

from generator.importing.draft import Draft

STEPS: tuple[Callable[[Draft], None], ...] = ()
