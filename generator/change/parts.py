"""A whole in parts by weights: the parts are of its last decimal and add up to it exactly."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from math import lcm

_DIGITS = 200  # more than a figure and a weight can have together


def within(two: Mapping[str, Decimal], weights: Sequence[Decimal]) -> dict[str, list[Decimal]]:
    """Return the parts of two figures, each part of the lesser one within that of the greater.

    Raises ValueError as `largest_remainder` does.
    """
    less, more = sorted(two, key=two.__getitem__)
    if two[less] < 0:
        return {name: largest_remainder(value, weights) for name, value in two.items()}
    step = Decimal(1).scaleb(min(0, *(int(v.as_tuple().exponent) for v in two.values())))
    upper = largest_remainder(two[more].quantize(step), weights)
    return {less: largest_remainder(two[less].quantize(step), weights, most=upper), more: upper}


def largest_remainder(
    whole: Decimal, weights: Sequence[Decimal], *, most: Sequence[Decimal] = ()
) -> list[Decimal]:
    """Return the whole shared by weights in units of its last decimal, adding up to it exactly.

    What is left after rounding down goes to the largest remainders, first come first on a tie, and
    to no part that has the `most` it may have: those are the parts of a greater whole. Raises
    ValueError when no weight is positive, or the parts may not have so much together.
    """
    if sum(weights, Decimal(0)) <= 0 or any(weight < 0 for weight in weights):
        raise ValueError(weights)
    if most and sum(most, Decimal(0)) < abs(whole):
        raise ValueError(most)
    exponent = min(int(whole.as_tuple().exponent), 0)
    with localcontext(prec=_DIGITS):
        units = int(abs(whole).scaleb(-exponent))
        ratios = [weight.as_integer_ratio() for weight in weights]
        common = lcm(*(denominator for _, denominator in ratios))
        exact = [units * numerator * (common // below) for numerator, below in ratios]
        total = sum(numerator * (common // below) for numerator, below in ratios)
        limits = [int(value.scaleb(-exponent)) for value in most] or [units] * len(weights)
        floors = [value // total for value in exact]
        order = sorted(range(len(weights)), key=lambda i: (-(exact[i] % total), i))
        left = units - sum(floors)
        while left:
            open_ = [index for index in order if floors[index] < limits[index]][:left]
            for index in open_:
                floors[index] += 1
            left -= len(open_)
        step = Decimal(1).scaleb(exponent)
        return [Decimal(floor if whole >= 0 else -floor) * step for floor in floors]
