"""Checking a clerk's own Word template: every fault in one run, by paragraph or cell."""

from generator.document.lint.check import check_template

__all__ = ["check_template"]
