"""What in one list corresponds to what in another: equal members, then like ones, in order."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence

Pair = tuple[int, int]
_MOST_EDITS = 1_000  # beyond this many insertions and deletions only what is unique is matched
_MOST_COMPARED = 4_000_000  # pairs that are weighed against each other
_BAND = 60  # how far from the diagonal like members are looked for in long lists
# A number with its separators is one word: a reader sees `1,95` become `1,5`, not `95` become `5`.
_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*|\s+|.", re.DOTALL)


def words(text: str) -> list[str]:
    """Return a text cut into words, numbers, spaces and signs; joined they are the text."""
    return _WORD.findall(text)


def weights(text: str) -> Counter[str]:
    """Return how often each word stands in a text, spaces and signs left out."""
    return Counter(word for word in words(text.lower()) if word[0].isalnum())


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two texts have in common, from 0 to 1."""
    total = one.total() + other.total()
    if not total:
        return 1.0
    few, many = sorted((one, other), key=len)
    return 2 * sum(min(count, many[word]) for word, count in few.items()) / total


def matches(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Pair]:
    """Return the positions of equal members that two lists have in common, in order.

    As many as there can be (Myers 1986); in lists that differ in more than a thousand places
    those around the members that stand only once in each.
    """
    start = _common(one, other)
    end = _common(one[start:][::-1], other[start:][::-1])
    inner, opposite = one[start : len(one) - end], other[start : len(other) - end]
    middle = _shortest(inner, opposite)
    if middle is None:
        middle = _unique(inner, opposite)
    return [
        *((i, i) for i in range(start)),
        *((start + i, start + j) for i, j in middle),
        *((len(one) - n, len(other) - n) for n in range(end, 0, -1)),
    ]


def paired(score: Callable[[int, int], float], rows: int, columns: int) -> list[Pair]:
    """Return the pairs, in order, whose scores add up to most; a score of 0 makes no pair.

    In long lists a pair is looked for only near the same part of the list; in lists of thousands
    there are no pairs.
    """
    if rows * columns > _MOST_COMPARED:
        return []
    scores = {
        (i, j): found
        for i in range(rows)
        for j in _near(i, rows, columns)
        if (found := score(i, j)) > 0
    }
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        below, here = best[i + 1], best[i]
        for j in range(columns - 1, -1, -1):
            joined = scores.get((i, j), 0.0)
            together = joined + below[j + 1] if joined else 0.0
            here[j] = max(below[j], here[j + 1], together)
    return list(_walk(best, rows, columns))


def gaps(pairs: Sequence[Pair], rows: int, columns: int) -> Iterator[tuple[range, range]]:
    """Yield the ranges before, between and after pairs that are in order."""
    i = j = 0
    for row, column in (*pairs, (rows, columns)):
        yield range(i, row), range(j, column)
        i, j = row + 1, column + 1


def increasing(numbers: Sequence[int]) -> set[int]:
    """Return the positions of a longest run of rising numbers: what kept its order."""
    tails: list[int] = []
    before: list[int] = []
    for position, number in enumerate(numbers):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if numbers[tails[middle]] < number:
                low = middle + 1
            else:
                high = middle
        before.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [position]
    kept: set[int] = set()
    position = tails[-1] if tails else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return kept


def _common(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """Return how many members at the start of two lists are equal."""
    for position, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return position
    return min(len(one), len(other))


def _shortest(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Pair] | None:
    """Return the matches of a shortest edit of one list into the other; None: it is too long."""
    reached = {1: 0}
    trail: list[dict[int, int]] = []
    for edits in range(min(len(one) + len(other), _MOST_EDITS) + 1):
        trail.append(dict(reached) if edits else {1: 0})
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (
                diagonal != edits and reached[diagonal - 1] < reached[diagonal + 1]
            )
            i = reached[diagonal + 1] if down else reached[diagonal - 1] + 1
            j = i - diagonal
            while i < len(one) and j < len(other) and one[i] == other[j]:
                i, j = i + 1, j + 1
            reached[diagonal] = i
            if i >= len(one) and j >= len(other):
                return _traced(trail, len(one), len(other))
    return None


def _traced(trail: list[dict[int, int]], i: int, j: int) -> list[Pair]:
    """Return the matches on the way that an edit took, from its end back to its start."""
    found: list[Pair] = []
    for edits in range(len(trail) - 1, -1, -1):
        reached, diagonal = trail[edits], i - j
        down = diagonal == -edits or (
            diagonal != edits and reached[diagonal - 1] < reached[diagonal + 1]
        )
        before = diagonal + 1 if down else diagonal - 1
        i_before = reached[before] if edits else 0
        j_before = i_before - before if edits else 0
        while i > i_before and j > j_before:
            i, j = i - 1, j - 1
            found.append((i, j))
        i, j = i_before, j_before
    return found[::-1]


def _unique(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Pair]:
    """Return the matches, in order, of members that stand once in each list."""
    counts = Counter(one), Counter(other)
    places = {member: j for j, member in enumerate(other) if counts[1][member] == 1}
    found = [
        (i, places[member])
        for i, member in enumerate(one)
        if counts[0][member] == 1 and member in places
    ]
    kept = increasing([j for _, j in found])
    return [pair for position, pair in enumerate(found) if position in kept]


def _near(row: int, rows: int, columns: int) -> range:
    """Return the columns about as far in their list as a row is in its own."""
    middle = row * columns // rows
    return range(max(0, middle - _BAND), min(columns, middle + _BAND + 1))


def _walk(best: list[list[float]], rows: int, columns: int) -> Iterator[Pair]:
    """Yield the pairs of the best sum, from the start."""
    i = j = 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1
