"""The names that the tags of a template call, judged by what the context holds."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeVisitor

from generator.diagnostics import suggestion
from generator.document.lint.shapes import ANY, CONTEXT, TEXT, WRONG, Shape, loop_over

Known = dict[str, Shape]
Report = Callable[..., None]
_SAME = {"list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"}
_ONE = {"first", "last", "random"}
_IN_MACRO = ("caller", "varargs", "kwargs")


class Names(NodeVisitor):
    """Walks the tree of a template and reports what cannot be called in its place.

    Each visit is given the names known there, adds those it defines, and returns the shape of an
    expression. `report` is given a code, the number of a line from 0 and the message's parameters.
    """

    def __init__(self, environment: Environment, report: Report) -> None:
        """Judge filters and tests by an environment."""
        self._filters, self._tests = environment.filters, environment.tests
        self._report = report

    def judge(self, template: nodes.Template) -> None:
        """Report all names of a template that are not known in their place."""
        self._all(template.body, dict(CONTEXT))

    def generic_visit(self, node: nodes.Node, *args: Any, **_: Any) -> Shape:
        """Judge the parts of a node; what it gives can be anything."""
        self._all(node.iter_child_nodes(), *args)
        return ANY

    def _all(self, found: Iterable[nodes.Node], known: Known) -> None:
        for node in found:
            self.visit(node, known)

    # --- statements ------------------------------------------------------------------------------

    def visit_For(self, node: nodes.For, known: Known) -> None:
        """Judge a loop; its names are known inside it."""
        each = self._shape(node.iter, known).element()
        inner = {**known, "loop": loop_over(each)}
        _bind(node.target, each, inner)
        if node.test is not None:
            self.visit(node.test, inner)
        self._all(node.body, inner)
        self._all(node.else_, dict(known))

    def visit_Assign(self, node: nodes.Assign, known: Known) -> None:
        """Judge a value and make its name known from here on."""
        _bind(node.target, self._shape(node.node, known), known)

    def visit_AssignBlock(self, node: nodes.AssignBlock, known: Known) -> None:
        """Judge a block of text and make its name known from here on."""
        self._scope([*([node.filter] if node.filter else []), *node.body], known)
        _bind(node.target, TEXT, known)

    def visit_With(self, node: nodes.With, known: Known) -> None:
        """Judge values and a body in which they are known."""
        inner = dict(known)
        for target, value in zip(node.targets, node.values, strict=True):
            _bind(target, self._shape(value, inner), inner)
        self._all(node.body, inner)

    def visit_Macro(self, node: nodes.Macro, known: Known) -> None:
        """Judge a macro and make its name known from here on."""
        known[node.name] = ANY
        self._called(node, known)

    def visit_CallBlock(self, node: nodes.CallBlock, known: Known) -> None:
        """Judge the call of a macro with a body."""
        self.visit(node.call, known)
        self._called(node, known)

    def visit_FilterBlock(self, node: nodes.FilterBlock, known: Known) -> None:
        """Judge a filter and the body it is put on."""
        self._scope([node.filter, *node.body], known)

    def visit_Block(self, node: nodes.Block, known: Known) -> None:
        """Judge a body whose own names end with it."""
        self._scope(node.body, known)

    visit_Scope = visit_ScopedEvalContextModifier = visit_Block  # noqa: N815 - names of Jinja's

    def visit_Include(self, node: nodes.Stmt, _known: Known) -> None:
        """Report what asks for another file: there is none."""
        self._report("template.syntax", node.lineno - 1)

    visit_Import = visit_FromImport = visit_Extends = visit_Include  # noqa: N815 - names of Jinja's

    def _scope(self, body: Iterable[nodes.Node], known: Known) -> None:
        self._all(body, dict(known))

    def _called(self, node: nodes.Macro | nodes.CallBlock, known: Known) -> None:
        self._all(node.defaults, known)
        names = (*_IN_MACRO, *(argument.name for argument in node.args))
        self._all(node.body, {**known, **dict.fromkeys(names, ANY)})

    # --- expressions -----------------------------------------------------------------------------

    def _shape(self, node: nodes.Node, known: Known) -> Shape:
        shape: Shape = self.visit(node, known)
        return shape

    def visit_Name(self, node: nodes.Name, known: Known) -> Shape:
        """Return the shape of a name; report one that is not known here."""
        if node.name not in known:
            self._unknown(node.name, list(known), node)
        return known.get(node.name, WRONG)

    def visit_Const(self, node: nodes.Const, _known: Known) -> Shape:
        """Return the shape of a constant."""
        return TEXT if isinstance(node.value, str) else ANY

    def visit_Getattr(self, node: nodes.Getattr, known: Known) -> Shape:
        """Return the shape of a member; report one that its owner does not have."""
        return self._member(self._shape(node.node, known), node.attr, node)

    def visit_Getitem(self, node: nodes.Getitem, known: Known) -> Shape:
        """Return the shape of a member called by its name or number, or of a slice."""
        owner = self._shape(node.node, known)
        self.visit(node.arg, known)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._member(owner, node.arg.value, node)
        if isinstance(node.arg, nodes.Slice) or owner.kind is str:
            return owner
        return owner.element()

    def visit_CondExpr(self, node: nodes.CondExpr, known: Known) -> Shape:
        """Return the shape of the first of two alternatives."""
        self._all(node.iter_child_nodes(exclude=("expr1",)), known)
        return self._shape(node.expr1, known)

    def visit_Test(self, node: nodes.Test, known: Known) -> Shape:
        """Judge a test and what is tested."""
        self._check_named(node, self._tests)
        return self.generic_visit(node, known)

    def visit_Filter(self, node: nodes.Filter, known: Known) -> Shape:
        """Return the shape of what a filter gives."""
        self._check_named(node, self._filters)
        of = ANY if node.node is None else self._shape(node.node, known)
        for value in (*node.args, *(pair.value for pair in node.kwargs)):
            self.visit(value, known)
            if isinstance(value, nodes.Const) and _reaches_in(value.value):
                self._report("template.forbidden", node.lineno - 1, name=value.value)
        return of if node.name in _SAME else of.element() if node.name in _ONE else ANY

    def _member(self, owner: Shape, name: str, node: nodes.Node) -> Shape:
        if owner is WRONG:
            return WRONG
        if name.startswith("_"):
            self._report("template.forbidden", node.lineno - 1, name=name)
            return WRONG
        found = owner.member(name)
        if found is None:
            self._unknown(name, list(owner.members), node)
        return found or WRONG

    def _check_named(self, node: nodes.Filter | nodes.Test, known: Iterable[str]) -> None:
        """Report a filter or a test that there is not."""
        if node.name not in known:
            self._report(
                "template.syntax",
                node.lineno - 1,
                hint_code="template.unknown-filter",
                filter=node.name,
            )

    def _unknown(self, name: str, known: Sequence[str], node: nodes.Node) -> None:
        near = suggestion(name, known)
        self._report("template.unknown-field", node.lineno - 1, name=name, near=near)


def _bind(target: nodes.Node, shape: Shape, known: Known) -> None:
    """Make the names of an assignment known; of several at once, each may be anything."""
    if isinstance(target, nodes.Name):
        known[target.name] = shape
    known.update((found.name, ANY) for found in target.find_all(nodes.Name))


def _reaches_in(value: object) -> bool:
    """Return whether a filter's argument names an inner part of the program."""
    return isinstance(value, str) and any(part.startswith("__") for part in value.split("."))
