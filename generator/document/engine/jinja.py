"""Compiling XML with Jinja: the caller's environment, with values written by the engine."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Template as StockTemplate
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.ext import ExprStmtExtension, InternationalizationExtension, LoopControlExtension
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

from generator.document.engine.remembering import REMEMBERED, Remembered
from generator.document.engine.writing import Writer

_EXTENSIONS = {ExprStmtExtension, InternationalizationExtension, LoopControlExtension}
_LOOKUPS = {
    Environment.getattr,
    SandboxedEnvironment.getattr,
    ImmutableSandboxedEnvironment.getattr,
}
_DICT_NAMES = frozenset(dir(dict))
_MARKS = re.compile("[<>&\"'\\x00-\\x1f]")
_CONTEXT_LINES = 7
_BEFORE = 4
IN_ATTRIBUTE = "kehoach_in_attribute"


class LoudSandbox(SandboxedEnvironment):
    """docxtpl's own environment in a sandbox: what is refused is told, never printed as nothing."""

    def unsafe_undefined(self, obj: Any, attribute: str) -> NoReturn:
        """Raise SecurityError, where Jinja gives an undefined value."""
        raise SecurityError(f"'{attribute}' of {type(obj).__name__} is not for templates")


class _Generator(CodeGenerator):
    """Jinja's code generator, writing values through the engine and looking into dicts first."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Begin with no loop met."""
        super().__init__(*given, **named)
        self._marked: dict[int, nodes.For] = {}

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Name the functions of the engine at the head of the module."""
        self.writeline("write_content = environment.kehoach_content")
        self.writeline("write_attribute = environment.kehoach_attribute")
        self.writeline("write_escaped = environment.kehoach_escaped")
        self.writeline("write_plain = environment.kehoach_plain")
        self.writeline("item_first = environment.kehoach_item_first")
        if self.environment.kehoach_remembered is not None:  # type: ignore[attr-defined]
            for name in ("recall", "begin", "keep"):
                self.writeline(f"{name}_item = environment.kehoach_remembered.{name}")
        super().visit_Template(node, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        """Remember the body of a marked loop for each item."""
        self._marked[id(node.body)] = node
        super().visit_For(node, frame)

    def blockvisit(self, nodes: Iterable[Any], frame: Frame) -> None:
        """Write the body of a marked loop only for an item whose text is not known."""
        loop = self._marked.pop(id(nodes), None)
        number = getattr(loop, REMEMBERED, None)
        if loop is None or number is None:
            super().blockvisit(nodes, frame)
            return
        item = f"{number}, {frame.symbols.ref(loop.target.name)}"  # type: ignore[attr-defined]
        text, held, inner = self.temporary_identifier(), self.temporary_identifier(), frame.copy()
        self.writeline(f"{text} = recall_item({item})")
        self.writeline(f"if {text} is None:")
        self.indent()
        self.writeline(f"{held} = begin_item()")
        self.buffer(inner)
        super().blockvisit(nodes, inner)
        self.writeline(f"{text} = keep_item({item}, concat({inner.buffer}), {held})")
        self.outdent()
        self.start_write(frame)
        self.write(text)
        self.end_write(frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Look a name up in a dict as an item at once, where no attribute of a dict has it."""
        if node.attr in _DICT_NAMES or not self.environment.kehoach_looks_up:  # type: ignore[attr-defined]
            super().visit_Getattr(node, frame)
            return
        self.write("item_first(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """Return constant text; a constant with a mark of XML is judged when it is written."""
        text = super()._output_child_to_const(node, frame, finalize)
        if not isinstance(node, nodes.TemplateData) and _MARKS.search(text):
            raise nodes.Impossible
        return text

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        escaping = frame.eval_ctx.autoescape
        if frame.eval_ctx.volatile:
            self.write("(write_escaped if context.eval_ctx.autoescape else write_plain)(")
        elif escaping != self.environment.kehoach_escapes:  # type: ignore[attr-defined]
            self.write("write_escaped(" if escaping else "write_plain(")
        elif getattr(node, IN_ATTRIBUTE, False):
            self.write("write_attribute(")
        else:
            self.write("write_content(")
        if finalize.src is not None:
            self.write(finalize.src)


def unsupported(environment: Environment) -> str:
    """Return why the engine cannot compile for an environment, or nothing."""
    if environment.is_async:
        return "the environment is asynchronous"
    if environment.code_generator_class is not CodeGenerator:
        return f"the environment generates code by {environment.code_generator_class.__name__}"
    if environment.template_class is not StockTemplate:
        return f"the environment makes templates of {environment.template_class.__name__}"
    if getattr(environment.from_string, "__func__", None) is not Environment.from_string:
        return "the environment makes templates of texts in a way of its own"
    if strange := {type(one) for one in environment.extensions.values()} - _EXTENSIONS:
        names = ", ".join(sorted(one.__name__ for one in strange))
        return f"the environment has extensions that the engine does not know: {names}"
    return ""


def escapes(environment: Environment) -> bool:
    """Return whether an environment escapes in a template made from a string."""
    asked = environment.autoescape
    return bool(asked(None) if callable(asked) else asked)


def writing_through(
    environment: Environment, writer: Writer, remembered: Remembered | None = None
) -> Environment:
    """Return an overlay of the environment whose templates write values through a writer.

    Lookup by item comes first only where the environment has Jinja's own lookup and the object is
    a plain dict without an attribute of that name: there the two orders give the same value.
    """
    made: Any = environment.overlay()
    made.code_generator_class = _Generator
    made.kehoach_looks_up = type(environment).getattr in _LOOKUPS
    made.kehoach_escapes = writer.escaping
    made.kehoach_escaped, made.kehoach_plain = writer.escaped, writer.plain
    made.kehoach_content, made.kehoach_attribute = writer.content(), writer.attribute()
    made.kehoach_item_first = _item_first(made)
    made.kehoach_remembered = remembered
    overlay: Environment = made
    return overlay


def _item_first(environment: Environment) -> Callable[[Any, str], Any]:
    lookup, undefined = environment.getattr, environment.undefined

    def item_first(obj: Any, name: str) -> Any:
        if type(obj) is not dict:
            return lookup(obj, name)
        try:
            return obj[name]
        except KeyError:
            return undefined(obj=obj, name=name)

    return item_first


def parsed(environment: Environment, source: str) -> nodes.Template:
    """Return the syntax tree of XML with tags.

    Raises TemplateSyntaxError; it carries the text around the fault as docxtpl's does.
    """
    try:
        return environment.parse(source)
    except TemplateSyntaxError as error:
        first = max((error.lineno or 0) - _BEFORE, 0)
        lines = source.splitlines()[first : first + _CONTEXT_LINES]
        error.docx_context = [re.sub(r"<[^>]+>", "", line) for line in lines]  # type: ignore[attr-defined]
        raise


def compiled(environment: Environment, tree: nodes.Template) -> Template:
    """Return the template of a syntax tree."""
    return Template.from_code(
        environment, environment.compile(tree), environment.make_globals(None), None
    )
