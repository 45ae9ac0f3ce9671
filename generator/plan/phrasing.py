"""Parts of a plan in words: what `{{ period }}`, `{{ basis(…) }}`, `{{ target(…).end }}` print."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from generator.plan.fields import Range
from generator.plan.model import Agency, LegalBasis, Period, Target, Unit
from generator.plan.review import GAP
from generator.plan.text import TextFault
from generator.vietnamese import (
    format_date,
    format_date_words,
    format_number,
    lower_first,
    roman,
)


@dataclass(frozen=True, slots=True)
class PeriodText:
    """The plan's years in words."""

    first: int
    last: int

    @property
    def label(self) -> str:
        """`năm 2022` or `giai đoạn 2022-2025`."""
        return f"{'năm' if self.first == self.last else 'giai đoạn'} {self}"

    @property
    def previous(self) -> int:
        """The year before the plan begins."""
        return self.first - 1

    @property
    def next(self) -> int:
        """The year after the plan ends."""
        return self.last + 1

    def __str__(self) -> str:
        """Return `2022` or `2022-2025`."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class UnitText:
    """An administrative unit and its People's Committee in words, each looked up when printed."""

    _unit: Unit

    @property
    def kind(self) -> str:
        """`huyện`."""
        return self._unit.kind

    @property
    def name(self) -> str:
        """`Hải Hậu`."""
        return self._unit.name

    @property
    def full(self) -> str:
        """`huyện Hải Hậu`."""
        return self._unit.full_name

    @property
    def authority(self) -> str:
        """`Ủy ban nhân dân huyện Hải Hậu`."""
        return f"Ủy ban nhân dân {self.full}"

    @property
    def long(self) -> str:
        """`Ủy ban nhân dân huyện`."""
        return f"Ủy ban nhân dân {self.kind}"

    @property
    def short(self) -> str:
        """`UBND huyện`."""
        return f"UBND {self.kind}"

    def __str__(self) -> str:
        """Return `huyện Hải Hậu`."""
        return self.full


@dataclass(frozen=True, slots=True)
class ProgrammeText:
    """The programme in words."""

    name: str
    short: str
    period: PeriodText

    def __str__(self) -> str:
        """Return the full name."""
        return self.name


@dataclass(frozen=True, slots=True)
class BasisText:
    """A legal basis in words: in full, dated, and short (NĐ 30/2020 Phụ lục I mục II.6.b)."""

    full: str
    dated: str
    short: str
    number: str
    first_mention: bool

    def __str__(self) -> str:
        """Return the full form at first mention, the short one afterwards."""
        return self.full if self.first_mention else self.short


@dataclass(frozen=True, slots=True)
class FigureText:
    """A figure of a target in words, with and without its unit."""

    number: str
    unit: str

    def __str__(self) -> str:
        """Return `1,95%` or `30 mô hình`."""
        return f"{self.number}%" if self.unit == "%" else f"{self.number} {self.unit}"


@dataclass(frozen=True, slots=True)
class NamedText:
    """An agency or a task in words: its name, and its other names."""

    name: str
    short: str = ""
    title: str = ""
    label: str = ""

    def __str__(self) -> str:
        """Return the full name."""
        return self.name


@dataclass(frozen=True, slots=True)
class TargetText:
    """A target in words; a figure the plan leaves out is a fault where it is printed."""

    name: str
    _target: Target
    baseline_year: int
    end_year: int
    _open: Collection[str] = ()

    @property
    def id(self) -> str:
        """The id that the text calls it by."""
        return self._target.id

    @property
    def baseline(self) -> FigureText:
        """The figure at the start."""
        return self._figure("baseline")

    @property
    def change(self) -> FigureText:
        """How much it changes, without sign."""
        return self._figure("change")

    @property
    def end(self) -> FigureText:
        """The figure at the end."""
        return self._figure("end")

    def _figure(self, name: str) -> FigureText:
        if name in self._open:
            return FigureText(GAP, self._target.unit)
        figure: Range | None = getattr(self._target, name)
        if figure is None:
            raise TextFault("text.no-figure", self.id, id=self.id, figure=name)
        return FigureText(figure_number(figure), self._target.unit)


@dataclass(frozen=True, slots=True)
class LedText:
    """The tasks an agency leads, in the three ways plans name them."""

    given_numbers: str | None
    names: str
    labels: str

    @property
    def numbers(self) -> str:
        """The tasks by number; a fault when one of them carries none."""
        if self.given_numbers is None:
            raise TextFault("text.no-number")
        return self.given_numbers

    def __str__(self) -> str:
        """Return the tasks by number."""
        return self.numbers


def period_text(period: Period) -> PeriodText:
    """Return a period in words."""
    return PeriodText(period.first, period.last)


def unit_text(unit: Unit) -> UnitText:
    """Return a unit in words."""
    return UnitText(unit)


def basis_text(basis: LegalBasis, *, first_mention: bool) -> BasisText:
    """Return a legal basis in words; a number or day not yet known is left open for the pen."""
    if basis.type in {"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"}:
        name = f"{basis.type} {basis.about or ''}".strip()
        dated = f"{name} {format_date_words(basis.date)}" if basis.date else name
        return BasisText(dated, dated, name, basis.number or "", first_mention)
    open_form = basis.superior and not basis.number
    number = basis.number or ("     /KH-UBND" if open_form else "")
    short = f"{basis.type} số {number}" if number else basis.type
    again = f"{basis.type} của {basis.issuer}" if open_form and basis.issuer else short
    day = (
        f"ngày {format_date(basis.date)}"
        if basis.date
        else ("ngày      tháng      năm       " if open_form else "")
    )
    issuer = f"của {basis.issuer}" if basis.issuer else ""
    dated = " ".join(text for text in (short, day, issuer) if text)
    full = f"{dated} {basis.about}" if basis.about else dated
    return BasisText(full, dated, again, number, first_mention)


def figure_number(figure: Range) -> str:
    """Return the magnitude of a figure: `1,95`, `0,6 - 0,7`."""
    low, high = abs(figure.low), abs(figure.high)
    span = format_number(low)
    return span if low == high else f"{span} - {format_number(high)}"


def appendix_label(index: int, count: int) -> str:
    """Return `Phụ lục`, or `Phụ lục II` when there are several (NĐ 30 Phụ lục I mục III.1.a)."""
    return f"Phụ lục {roman(index + 1)}" if count > 1 else "Phụ lục"


def agency_names(agencies: Sequence[Agency]) -> str:
    """Return the short names of agencies, for a line of Nơi nhận."""
    return ", ".join(
        lower_first(a.short) if a.collective and a.short else a.short or a.name for a in agencies
    )


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: a line break in the data is a new paragraph."""
    return [line.strip() for line in text.splitlines() if line.strip()]
