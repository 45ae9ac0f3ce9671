"""A strict reader of calendar files, written from RFC 5545 alone: it knows no library of ours."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)", re.DOTALL)
_OCTETS = 75
_ESCAPES = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


@dataclass(slots=True)
class Component:
    """A component: its properties by name with their parameters, the components in it."""

    name: str
    properties: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    inside: list["Component"] = field(default_factory=list)

    def raw(self, name: str) -> str:
        """Return the value of a property that stands once."""
        ((_, value),) = self.properties[name]
        return value

    def text(self, name: str) -> str:
        """Return the value of a text without its escapes; a bare comma or semicolon is an error."""
        value = self.raw(name)
        assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), value
        assert re.fullmatch(r"(?:[^\\]|\\[nN,;\\])*", value), value
        return re.sub(r"\\[nN,;\\]", lambda m: _ESCAPES[m[0]], value)

    def day(self, name: str) -> date:
        """Return the value of a property that is a whole day."""
        ((parameters, value),) = self.properties[name]
        assert parameters == ";VALUE=DATE"
        return datetime.strptime(value, "%Y%m%d").date()


def read(data: bytes) -> Component:
    """Return the one calendar of a file; whatever RFC 5545 does not allow is an error."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in physical)
    assert max(map(len, physical)) <= _OCTETS
    for line in physical:
        line.decode("utf-8")  # 3.1: a fold may fall inside a letter, ours never does
    lines: list[bytes] = []
    for line in physical:
        if line[:1] in (b" ", b"\t"):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    open_: list[Component] = [Component("")]
    for line in lines:
        _take(line.decode("utf-8"), open_)
    (root,) = open_
    (calendar,) = root.inside
    assert calendar.name == "VCALENDAR"
    _check(calendar)
    return calendar


def _take(line: str, open_: list[Component]) -> None:
    match = _LINE.fullmatch(line)
    assert match, line
    name, parameters, value = match[1].upper(), match[2], match[3]
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value), repr(value)
    if name == "BEGIN":
        open_.append(Component(value))
    elif name == "END":
        closed = open_.pop()
        assert closed.name == value
        open_[-1].inside.append(closed)
    else:
        open_[-1].properties.setdefault(name, []).append((parameters, value))


def _check(calendar: Component) -> None:
    assert calendar.raw("VERSION") == "2.0"
    assert calendar.raw("PRODID")
    for event in calendar.inside:
        assert event.name == "VEVENT"
        assert event.raw("UID")
        assert re.fullmatch(r"\d{8}T\d{6}Z", event.raw("DTSTAMP"))
        assert event.day("DTEND") > event.day("DTSTART")
        for alarm in event.inside:
            assert alarm.name == "VALARM"
            assert alarm.raw("ACTION") == "DISPLAY"
            assert alarm.text("DESCRIPTION")
            trigger = r"-?P(?:\d+W|(?=[\dT])(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)"
            assert re.fullmatch(trigger, alarm.raw("TRIGGER"))
