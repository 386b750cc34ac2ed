"""Splitting an amount so that the parts add up to it exactly (largest remainder, Hamilton 1792)."""

from collections.abc import Callable, Sequence
from decimal import ROUND_FLOOR, Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal

# What counts of a number when a part is rounded down and two are compared.
type Reading = Callable[[Decimal], Decimal]


def every_digit(value: Decimal) -> Decimal:
    return value


def allocate(
    total: Decimal, weights: Sequence[Decimal], places: int = 2, read: Reading = every_digit
) -> tuple[Decimal, ...]:
    """Parts in proportion to the weights, each a whole number of 10^-places, together exactly `total`.

    A part differs from its exact share by less than one unit. Units left over go to the largest remainders, among
    equals to the larger weight, then to the earlier one. A negative total is the mirror image of its positive one;
    where every weight is zero the parts are equal. `read` says what counts of a share or a weight. Refuses a total
    finer than `places` and weights that cancel out.
    """
    if total < 0:
        return tuple(-part if part else part for part in allocate(-total, weights, places, read))
    with localcontext(EXACT):
        whole = _units(total, places)
        if not weights:
            return _nothing(total)
        if not whole:
            return (Decimal(0).scaleb(-places),) * len(weights)
        shares = [read(share) for share in _shares(whole, weights)]
        floors = [int(share.to_integral_value(ROUND_FLOOR)) for share in shares]
        left = whole - sum(floors)
        order = sorted(range(len(shares)), key=lambda i: (floors[i] - shares[i], -abs(read(weights[i])), i))
        for i in order[:left]:
            floors[i] += 1
        return tuple(Decimal(units).scaleb(-places) for units in floors)


def settle(
    total: Decimal, amounts: Sequence[Decimal], places: int = 2, read: Reading = every_digit
) -> tuple[Decimal, ...]:
    """Every amount as whole units of 10^-places, together exactly `total`, which is their sum as it was rounded.

    Each is rounded down, and what is then left goes to the largest remainders, among equals to the larger amount,
    then to the earlier one; so none is further than a unit from its own, whatever the signs. Where the total is
    further off than that, all bear it alike. `read` says what counts of an amount in units. Refuses a total finer than
    `places`, and one without amounts.
    """
    with localcontext(EXACT):
        whole = _units(total, places)
        if not amounts:
            return _nothing(total)
        units = [read(amount.scaleb(places)) for amount in amounts]
        floors = [int(one.to_integral_value(ROUND_FLOOR)) for one in units]
        each, more = divmod(whole - sum(floors), len(floors))
        order = sorted(range(len(units)), key=lambda i: (floors[i] - units[i], -abs(units[i]), i))
        for rank, i in enumerate(order):
            floors[i] += each + (rank < more)
        return tuple(Decimal(one).scaleb(-places) for one in floors)


def _units(total: Decimal, places: int) -> int:
    units = total.scaleb(places)
    if units != units.to_integral_value():
        raise Refusal("%(amount)s has more than %(places)s decimals and cannot be split.", amount=total, places=places)
    return int(units)


def _shares(whole: int, weights: Sequence[Decimal]) -> list[Decimal]:
    if not any(weights):
        return [Decimal(whole) / len(weights)] * len(weights)
    weight = sum(weights, ZERO)
    if not weight:
        raise Refusal("The parts cancel each other out, so nothing can be split between them.")
    return [whole * part / weight for part in weights]


def _nothing(total: Decimal) -> tuple[Decimal, ...]:
    if total:
        raise Refusal("There is nothing to split %(amount)s between.", amount=total)
    return ()
