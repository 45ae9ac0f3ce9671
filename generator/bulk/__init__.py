"""Bulk runs: one master, one sheet of units, one finished plan per unit, nothing finished lost."""
