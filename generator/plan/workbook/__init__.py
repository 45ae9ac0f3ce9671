"""The Excel workbook of a master plan's units: written for clerks, read back without guessing."""
