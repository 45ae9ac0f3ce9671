"""The marks of tracked changes: who, when, and a number of its own for each."""

import copy
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from lxml import etree

from generator.document.redline.names import SPACE, Element, w

_DELETED = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
_HOLDERS = {w("hyperlink"), w("fldSimple")}
_NOT_IN_OLD = (w("rPr"), w("sectPr"), w("pPrChange"))


class Change(StrEnum):
    """What became of a piece of the earlier document, by the name of its mark."""

    KEPT = ""
    DELETED = "del"
    INSERTED = "ins"


class Marks:
    """Makes marks of one author and day, numbered one after another."""

    def __init__(self, author: str, day: date | None, first: int) -> None:
        """Take who changed what when; without a day the marks carry none."""
        self._author, self._day, self._next = author, day, first

    def mark(self, name: str) -> Element:
        """Return a new mark."""
        element = etree.Element(w(name))
        element.set(w("id"), str(self._next))
        element.set(w("author"), self._author)
        if self._day:
            element.set(w("date"), f"{self._day.isoformat()}T00:00:00Z")
        self._next += 1
        return element

    def runs(self, content: Iterable[Element], change: Change) -> list[Element]:
        """Return the content of a paragraph, marked as one change where it is one."""
        if change is Change.KEPT:
            return list(content)
        done: list[Element] = []
        for element in content:
            if change is Change.DELETED:
                _delete_text(element)
            if element.tag in _HOLDERS:
                # A mark may stand in a link or a field, not around it.
                element[:] = self.runs(list(element), change)
                done.append(element)
                continue
            if not done or done[-1].tag != w(change) or done[-1].getparent() is not None:
                done.append(self.mark(change))
            done[-1].append(element)
        return done

    def paragraph(
        self, content: Iterable[Element], change: Change, old: Element | None, new: Element | None
    ) -> Element:
        """Return a paragraph whose end has a mark, with its earlier properties beside the new."""
        made = etree.Element(w("p"))
        own = new if new is not None else old
        properties = copy.deepcopy(own) if own is not None else etree.Element(w("pPr"))
        if old is not None and new is not None:
            self._remember(properties, old, new)
        if change is not Change.KEPT:
            self._mark_end(properties, change)
        if len(properties):
            made.append(properties)
        made.extend(content)
        return made

    def row(self, row: Element, change: Change) -> None:
        """Mark a row as deleted or inserted."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            exception = row.find(w("tblPrEx"))
            row.insert(0 if exception is None else 1, properties)
        properties.append(self.mark(change))

    def section(self, old: Element, new: Element) -> Element:
        """Return the properties of a section with the earlier ones beside them."""
        section = copy.deepcopy(new)
        before = copy.deepcopy(old)
        for reference in (*before.findall(w("headerReference")),
                          *before.findall(w("footerReference"))):  # fmt: skip
            before.remove(reference)
        change = self.mark("sectPrChange")
        change.append(before)
        section.append(change)
        return section

    def _mark_end(self, properties: Element, change: Change) -> None:
        """Mark the end of a paragraph; the mark is the first of the end's own properties."""
        end = properties.find(w("rPr"))
        if end is None:
            end = etree.Element(w("rPr"))
            section = properties.find(w("sectPr"))
            if section is None:
                section = properties.find(w("pPrChange"))
            properties.insert(
                len(properties) if section is None else properties.index(section), end
            )
        end.insert(0, self.mark(change))

    def _remember(self, properties: Element, old: Element, new: Element) -> None:
        """Put the earlier properties of a paragraph into its new ones, where they differ."""
        before, after = (_bare(copy.deepcopy(p)) for p in (old, new))
        if etree.tostring(before) != etree.tostring(after):
            change = self.mark("pPrChange")
            change.append(before)
            properties.append(change)


def _bare(properties: Element) -> Element:
    """Return the properties of a paragraph without those that belong to its end."""
    for name in _NOT_IN_OLD:
        for found in properties.findall(name):
            properties.remove(found)
    return properties


def _delete_text(element: Element) -> None:
    """Turn the text in a run into deleted text."""
    for found in element.iter(*_DELETED):
        found.tag = _DELETED[found.tag]
        found.set(SPACE, "preserve")
