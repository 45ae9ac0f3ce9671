"""Documents from docxtpl's Word templates, compiled once and rendered a thousand times."""

from generator.document.engine.compiled import CompiledTemplate, compile_template
from generator.document.engine.official import environment, render_template

__all__ = ["CompiledTemplate", "compile_template", "environment", "render_template"]
