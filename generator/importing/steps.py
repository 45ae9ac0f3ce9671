"""The steps that make data of what is known, in their order."""

from collections.abc import Callable

from generator.importing.agencies import agencies_step
from generator.importing.attachments import attachments_step
from generator.importing.bases import bases_step
from generator.importing.deadlines import deadlines_step
from generator.importing.draft import Draft
from generator.importing.duties import duties_step
from generator.importing.figures import figures_step
from generator.importing.receivers import receivers_step
from generator.importing.years import years_step

STEPS: tuple[Callable[[Draft], None], ...] = (
    agencies_step,
    duties_step,
    bases_step,
    deadlines_step,
    figures_step,
    years_step,
    attachments_step,
    receivers_step,
)
