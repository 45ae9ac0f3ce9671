"""The names that the tags of a template call, judged by what the context holds."""

from collections.abc import Callable, Iterable, Sequence

from jinja2 import Environment, nodes

from generator.diagnostics import suggestion
from generator.document.lint.shapes import ANY, CONTEXT, TEXT, WRONG, Shape, loop_over

Known = dict[str, Shape]
Report = Callable[..., None]
_SAME = {"list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"}
_ONE = {"first", "last", "random"}
_OTHER_FILES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_IN_MACRO = ("caller", "varargs", "kwargs")


class Names:
    """Walks the tree of a template and reports what cannot be called in its place.

    `report` is given a code, the number of a line from 0 and the parameters of the message.
    """

    def __init__(self, environment: Environment, report: Report) -> None:
        """Judge filters and tests by an environment."""
        self._filters, self._tests = environment.filters, environment.tests
        self._report = report

    def judge(self, template: nodes.Template) -> None:
        """Report all names of a template that are not known in their place."""
        self._body(template.body, dict(CONTEXT))

    def _body(self, body: Iterable[nodes.Node], known: Known) -> None:
        for node in body:
            self._statement(node, known)

    def _statement(self, node: nodes.Node, known: Known) -> None:
        match node:
            case nodes.For():
                self._for(node, known)
            case nodes.If():
                self._shape(node.test, known)
                for branch in (node.body, node.elif_, node.else_):
                    self._body(branch, known)
            case nodes.Assign():
                self._bind(node.target, self._shape(node.node, known), known)
            case nodes.AssignBlock() | nodes.FilterBlock():
                if node.filter is not None:
                    self._shape(node.filter, known)
                self._body(node.body, dict(known))
                if isinstance(node, nodes.AssignBlock):
                    self._bind(node.target, TEXT, known)
            case nodes.With():
                inner = dict(known)
                for target, value in zip(node.targets, node.values, strict=True):
                    self._bind(target, self._shape(value, inner), inner)
                self._body(node.body, inner)
            case nodes.Macro() | nodes.CallBlock():
                self._macro(node, known)
            case nodes.Block() | nodes.Scope() | nodes.ScopedEvalContextModifier():
                self._body(node.body, dict(known))
            case _ if isinstance(node, _OTHER_FILES):
                self._report("template.syntax", node.lineno - 1)
            case _:
                self._all(node.iter_child_nodes(), known)

    def _for(self, node: nodes.For, known: Known) -> None:
        each = self._shape(node.iter, known).element()
        inner = {**known, "loop": loop_over(each)}
        self._bind(node.target, each, inner)
        if node.test is not None:
            self._shape(node.test, inner)
        self._body(node.body, inner)
        self._body(node.else_, dict(known))

    def _macro(self, node: nodes.Macro | nodes.CallBlock, known: Known) -> None:
        self._all(node.defaults, known)
        if isinstance(node, nodes.CallBlock):
            self._shape(node.call, known)
        else:
            known[node.name] = ANY
        names = (*_IN_MACRO, *(argument.name for argument in node.args))
        self._body(node.body, {**known, **dict.fromkeys(names, ANY)})

    @staticmethod
    def _bind(target: nodes.Node, shape: Shape, known: Known) -> None:
        """Make the names of an assignment known; of several at once, each may be anything."""
        if isinstance(target, nodes.Name):
            known[target.name] = shape
        known.update((n.name, ANY) for n in target.find_all(nodes.Name))

    def _all(self, found: Iterable[nodes.Node], known: Known) -> None:
        for node in found:
            self._shape(node, known)

    def _shape(self, node: nodes.Node, known: Known) -> Shape:
        """Return the shape of an expression; report what the context does not have."""
        match node:
            case nodes.Name():
                if node.name not in known:
                    self._unknown(node.name, list(known), node)
                return known.get(node.name, WRONG)
            case nodes.Getattr():
                return self._member(self._shape(node.node, known), node.attr, node)
            case nodes.Getitem():
                return self._item(node, known)
            case nodes.Filter():
                return self._filter(node, known)
            case nodes.Test():
                self._check_named(node, self._tests)
            case nodes.CondExpr():
                self._shape(node.test, known)
                if node.expr2 is not None:
                    self._shape(node.expr2, known)
                return self._shape(node.expr1, known)
            case nodes.Const(value=str()):
                return TEXT
        self._all(node.iter_child_nodes(), known)
        return ANY

    def _item(self, node: nodes.Getitem, known: Known) -> Shape:
        owner = self._shape(node.node, known)
        self._shape(node.arg, known)
        match node.arg:
            case nodes.Const(value=str(name)):
                return self._member(owner, name, node)
            case nodes.Slice():
                return owner
        return owner.element() if owner.kind is not str else TEXT

    def _filter(self, node: nodes.Filter, known: Known) -> Shape:
        self._check_named(node, self._filters)
        of = ANY if node.node is None else self._shape(node.node, known)
        values = [*node.args, *(pair.value for pair in node.kwargs)]
        self._all(values, known)
        for value in values:
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


def _reaches_in(value: object) -> bool:
    return isinstance(value, str) and any(part.startswith("__") for part in value.split("."))
