"""What was made for one plan and serves the next: made again only where what it read has changed.

The plans of a master's units share nearly all their parts, as the very same objects. Whatever is
made under `Memory.remembered` notes which fields it reads; for the next plan it is made again only
if one of these fields holds another object. Plans are frozen, so the same object says the same.
"""

from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

S = TypeVar("S")
T = TypeVar("T")
_NOTHING = object()
_RECENT = 32  # turns of which it is known at once what has changed since


class Trace(Protocol):
    """What making something leaves behind beside its value, such as mentions and findings."""

    def mark(self) -> Any:
        """Return where the trace stands."""

    def since(self, mark: Any) -> Any:
        """Return what was left since a mark."""

    def leave(self, left: Any) -> None:
        """Leave the same once more."""

    def holds(self, question: Hashable, answer: object) -> bool:
        """Return whether a question about the trace has the same answer as then."""


@dataclass(slots=True)
class _Frame:
    """One thing that is being made: what it reads, what it asks, what is made for it."""

    known: "dict[Hashable, _Kept]"
    kept: "dict[Hashable, _Kept]" = field(default_factory=dict)
    reads: int = 0
    answers: dict[Hashable, object] = field(default_factory=dict)


@dataclass(slots=True)
class _Kept:
    """A thing made: for whom, at which turn it was right, from which fields, what was made for it.

    Fields are the bits of a number, one for each field that is ever read.
    """

    owner: object
    turn: int
    value: Any
    reads: int
    answers: dict[Hashable, object]
    left: Any
    parts: "dict[Hashable, _Kept]"


class _Watched:
    """Stands for the present record of a family and notes which of its fields are read."""

    def __init__(self, name: str, memory: "Memory") -> None:
        self._name, self._memory = name, memory
        self._source: object = None
        self._record: object = None
        self._bits: dict[str, int] = {}

    def __getattr__(self, name: str) -> Any:
        memory = self._memory
        memory._frame.reads |= self._bits.get(name) or self._bit(name)
        return getattr(self._record, name)

    def _bit(self, name: str) -> int:
        """Return the bit of a field."""
        bit = self._bits.get(name)
        if bit is None:
            bit = self._bits[name] = self._memory._new_bit()
        return bit


class Memory:
    """Remembers what was made for plans that come one after the other."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._turn = self._bits = 0
        self._changed_at: dict[int, int] = {}
        self._changed_since: dict[int, int] = {}
        self._records: dict[str, _Watched] = {}
        self._settled: dict[Hashable, object] = {}
        self._root = self._frame = _Frame({})

    def __reduce__(self) -> tuple[type["Memory"], tuple[()]]:
        """A memory belongs to its process; in another one it begins anew."""
        return Memory, ()

    def watch(
        self,
        name: str,
        source: S,
        fields: Collection[str] | None = None,
        *,
        of: Callable[[S], object] | None = None,
        equal: bool = False,
    ) -> Any:
        """Return what stands for the next record of a family; its reads are noted.

        The record is the source, or what `of` makes of it; a source that is watched itself is what
        it stands for. Fields are the same if they are one object; with `equal` also if they are
        equal. Fields that are not named count as changed with each source; without names, all of
        them are meant.
        """
        given: Any = source._record if isinstance(source, _Watched) else source
        watched = self._records.setdefault(name, _Watched(name, self))
        if watched._source is given:
            return watched
        record = of(given) if of else given
        last, watched._record, watched._source = watched._record, record, given
        same = 0
        for key in vars(record) if fields is None else fields:
            before, now = getattr(last, key, _NOTHING), getattr(record, key)
            if before is now or (equal and before == now):
                same |= watched._bit(key)
        self._turned(sum(watched._bits.values()) & ~same)
        return watched

    def _new_bit(self) -> int:
        self._bits += 1
        return 1 << self._bits

    def _turned(self, changed: int) -> None:
        """Begin a turn with some fields changed."""
        since = self._changed_since
        self._turn += 1
        for turn in since:
            since[turn] |= changed
        since[self._turn] = 0
        since.pop(self._turn - _RECENT, None)
        for bit in _bits_of(changed):
            self._changed_at[bit] = self._turn

    def note(self, family: str, key: str) -> None:
        """Note that a field of a family is read by whatever is being made."""
        self._frame.reads |= self._records[family]._bit(key)

    def asked(self, question: Hashable, answer: object) -> None:
        """Note what the trace answered; later answers may depend on what was made since."""
        self._frame.answers.setdefault(question, answer)

    def remembered(
        self,
        key: Hashable,
        make: Callable[[], T],
        *,
        owner: object = None,
        trace: Trace | None = None,
    ) -> T:
        """Return what `make` returns, from memory where nothing that it read has changed.

        The key is one's own among all that is made for the same thing above; `owner` is an object
        that the key stands for, where it is an object's identity.
        """
        above = self._frame
        kept = above.kept.get(key) or above.known.get(key)
        if kept is None or kept.owner is not owner or not self._holds(kept, trace):
            kept = self._made(make, owner, trace, kept.parts if kept else {})
        elif trace:
            trace.leave(kept.left)
        above.kept[key] = kept
        above.reads |= kept.reads
        for question, answer in kept.answers.items():
            above.answers.setdefault(question, answer)
        return cast(T, kept.value)

    def settled(self, key: Hashable, value: T) -> T:
        """Return the value that was settled last under a key, where it equals this one.

        So what is made of a value need not be made again for an equal one.
        """
        last = self._settled.get(key)
        if last != value:
            self._settled[key] = last = value
        return last

    def again(self, key: Hashable) -> Any:
        """Return what was remembered last under a key of its own, above everything else."""
        kept = self._root.kept[key]
        self._frame.reads |= kept.reads
        return kept.value

    def _holds(self, kept: _Kept, trace: Trace | None) -> bool:
        """Return whether a thing would be made the same today."""
        changed = self._changed_since.get(kept.turn)
        if changed is None:
            stale = any(self._changed_at.get(b, 0) > kept.turn for b in _bits_of(kept.reads))
        else:
            stale = bool(changed & kept.reads)
        if stale:
            return False
        kept.turn = self._turn
        return trace is None or all(trace.holds(q, a) for q, a in kept.answers.items())

    def _made(
        self,
        make: Callable[[], T],
        owner: object,
        trace: Trace | None,
        known: dict[Hashable, _Kept],
    ) -> _Kept:
        above, frame = self._frame, _Frame(known)
        self._frame, mark = frame, trace.mark() if trace else None
        try:
            value = make()
        finally:
            self._frame = above
            above.reads |= frame.reads
        left = trace.since(mark) if trace else None
        return _Kept(owner, self._turn, value, frame.reads, frame.answers, left, frame.kept)


def _bits_of(number: int) -> Iterator[int]:
    """Yield the bits of a number."""
    while number:
        bit = number & -number
        yield bit
        number ^= bit
