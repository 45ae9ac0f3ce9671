"""The Excel workbook of a master plan's units: written for clerks, read back without guessing."""

from generator.plan.workbook.actuals import actuals_workbook, read_actuals
from generator.plan.workbook.guide import MADE_UP
from generator.plan.workbook.known import register_units
from generator.plan.workbook.reader import UnitSheet, read_workbook
from generator.plan.workbook.rows import UnitRow
from generator.plan.workbook.writer import write_workbook

__all__ = [
    "MADE_UP",
    "UnitRow",
    "UnitSheet",
    "actuals_workbook",
    "read_actuals",
    "read_workbook",
    "register_units",
    "write_workbook",
]
