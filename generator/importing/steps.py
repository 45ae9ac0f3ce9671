"""The steps that make data of what is known, in their order."""

from collections.abc import Callable

from generator.importing.agencies import agencies_step
from generator.importing.draft import Draft
from generator.importing.duties import duties_step

STEPS: tuple[Callable[[Draft], None], ...] = (agencies_step, duties_step)
