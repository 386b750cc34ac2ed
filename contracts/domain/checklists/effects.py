"""What a clause comes to in money and in law, by the figure it names; what nothing reckons is left to the reader."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from contracts.domain.checklists.words import Asked
from contracts.domain.liability.damages import day_of_cap
from contracts.domain.payment import Buyer, Standing, a_year, is_protected, payment_term
from contracts.domain.sla.credits import flat
from contracts.domain.sla.experience import Promise, traps
from contracts.domain.sla.spans import calendar, may_be_down, spelled
from contracts.domain.statutes import Rule, Statute
from dealdesk.kernel.formats import percent, priced, quantity
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.refusals import Blocker, Finding, Refusal, Warning_
from quotes.domain.concessions import credit_cost
from quotes.domain.pricing.lengths import Total

# The calendar in which availability is told, named wherever it is printed.
SAID = calendar(Decimal(365), Decimal(30))
# Whole days of at most ten years.
MOST_DAYS = 3650
# What becomes a task is at most a year away from what it is counted from.
TASKS = frozenset({Asked.NOTICE, Asked.CLAIM, Asked.EXIT})
MOST_DAYS_OF_A_TASK = 365


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a contract stands on: its total with tax and its months of service, free ones too, what money costs us a
    year, who buys and whether we are a small or medium enterprise, and the texts of law in force. None is what nobody
    has said; what money costs is told only to whoever may see it."""

    total: Decimal
    months: int
    currency: str
    may_see_rate: bool
    rate: Percent | None
    buyer: Buyer | None
    we_are_small: bool | None
    law: Mapping[Rule, Statute]
    # What the contract promises of how it feels.
    experience: tuple[Promise, ...] = ()

    @property
    def fee(self) -> Decimal:
        """Of one month, with tax; unrounded."""
        return Total(self.total, self.months).over(1)


def promised(ground: Ground) -> tuple[Finding, ...]:
    """What those promises leave open: each is a trap."""
    return tuple(found for promise in ground.experience for found in traps(promise))


def effects(asked: Asked, figure: Decimal, ground: Ground) -> tuple[Finding, ...]:
    """Sentences, the one with the money first; `value` is that money, unrounded, in the contract's currency."""
    check_figure(asked, figure)
    return tuple(REASONS[asked](figure, ground))


def check_figure(asked: Asked, figure: Decimal) -> None:
    if figure < 0:
        raise Refusal("This figure is not below nothing.", field="figure")
    if asked is Asked.DAYS and (figure % 1 or figure > MOST_DAYS):
        raise Refusal("Whole days, and no more than ten years.", field="figure")
    if asked in TASKS and (figure % 1 or figure > MOST_DAYS_OF_A_TASK):
        raise Refusal("Whole days, and no more than a year.", field="figure")
    if asked in (Asked.AVAILABILITY, Asked.INTEREST, Asked.CREDIT) and figure > HUNDRED:
        raise Refusal("This is at most a hundred percent.", field="figure")


def _credit(days: Decimal, ground: Ground) -> Iterator[Finding]:
    if not ground.may_see_rate:
        yield Finding(message="What it costs is for those who may see what money costs us.")
    elif ground.rate is None:
        yield Finding(message="Not reckoned: finance has not said what this currency costs us.")
    else:
        cost = credit_cost(int(days), ground.rate).of(ground.total)
        said = {"days": quantity(days), "money": priced(cost, ground.currency), "rate": percent(ground.rate.points)}
        yield Finding(message="%(days)s days later costs %(money)s, at %(rate)s a year.", params=said, value=cost)
    yield from _in_law(int(days), ground)


def _in_law(days: int, ground: Ground) -> Iterator[Finding]:
    """Whether the law that protects small sellers allows it."""
    protected = _protected(ground)
    if protected is None:
        yield _unknown()
    rule = Rule.PAYMENT_BY_PUBLIC if ground.buyer is Buyer.PUBLIC else Rule.PAYMENT_BY_LARGE
    text = ground.law.get(rule) if protected else None
    if text is None:
        return
    term = payment_term(text, days)
    if term.standing is Standing.TOO_LONG:
        said = {"most": term.most, "article": text.article}
        yield Blocker(message="The law allows %(most)s days at most (%(article)s).", params=said)
    elif term.standing is Standing.BY_CUSTOM:
        said = {"days": term.days, "article": text.article}
        yield Warning_(
            message="The law gives %(days)s days (%(article)s); longer only by the norm and custom of the trade.",
            params=said,
        )


def _protected(ground: Ground) -> bool | None:
    """Whether the rules of payment to small enterprises hold; None while nobody has said who we both are."""
    if ground.buyer is None or ground.we_are_small is None:
        return None
    return is_protected(ground.buyer, seller_is_small=ground.we_are_small)


def _unknown() -> Warning_:
    return Warning_(message="Whether the law limits it depends on who buys and how large we are: say so.")


def _down(availability: Decimal, ground: Ground) -> Iterator[Finding]:
    year, month = (may_be_down(Percent(availability), time) for time in (SAID.year_minutes, SAID.month_minutes))
    said = {"year": spelled(year), "month": spelled(month)}
    yield Finding(message="May be down for %(year)s a year of 365 days, %(month)s a month of 30.", params=said)
    yield Warning_(message="Credits are not reckoned here: replay our incidents under this wording.")


def _missed(points: Decimal, ground: Ground) -> Iterator[Finding]:
    """One credit for any month below the promise; a cap that the contract names elsewhere can only lower it."""
    share = flat(Percent(HUNDRED), Percent(points)).credit(Percent(ZERO))
    money = share.of(ground.fee)
    said = {
        "money": priced(money, ground.currency),
        "share": percent(share.points),
        "fee": priced(ground.fee, ground.currency),
        "months": quantity(Decimal(ground.months)),
        "all": priced(money * ground.months, ground.currency),
    }
    message = "A missed month gives back %(money)s, %(share)s of its fee of %(fee)s; all %(months)s months %(all)s."
    yield Finding(message=message, params=said, value=money)


def _cap(amount: Decimal, ground: Ground) -> Iterator[Finding]:
    said = {"money": priced(amount, ground.currency)}
    if ground.total:
        share = round_to(Percent.part_of(amount, ground.total).points, 1)
        said["share"] = percent(share)
        yield Finding(message="At worst %(money)s, %(share)s of the contract.", params=said, value=amount)
    else:
        yield Finding(message="At worst %(money)s.", params=said, value=amount)


def _daily(amount: Decimal, ground: Ground) -> Iterator[Finding]:
    day = day_of_cap(amount, ground.total)
    if day:
        said = {"money": priced(amount, ground.currency), "day": day}
        yield Finding(message="%(money)s a day has eaten up the contract on day %(day)s.", params=said)


def _interest(points: Decimal, ground: Ground) -> Iterator[Finding]:
    protected = _protected(ground)
    if protected is None:
        yield _unknown()
    text = ground.law.get(Rule.LATE_INTEREST) if protected else None
    if text is not None:
        said = {"agreed": percent(points), "law": percent(a_year(text).points), "article": text.article}
        yield Finding(message="%(agreed)s a year; where nothing is agreed %(law)s (%(article)s).", params=said)
        yield Warning_(message="An agreed rate is not below the one-year LPR on the day of signing: look it up.")


def _becomes_a_task(_days: Decimal, _ground: Ground) -> Iterator[Finding]:
    yield Finding(message="Its day becomes a task when the contract is signed.")


def _once_missed(_days: Decimal, _ground: Ground) -> Iterator[Finding]:
    yield Finding(message="A month that misses its promise makes its last day a task.")


def _once_over(_days: Decimal, _ground: Ground) -> Iterator[Finding]:
    yield Finding(message="Its day becomes a task once it is noted that the contract does not go on by itself.")


REASONS: Mapping[Asked, Callable[[Decimal, Ground], Iterator[Finding]]] = {
    Asked.DAYS: _credit,
    Asked.AVAILABILITY: _down,
    Asked.CREDIT: _missed,
    Asked.CAP: _cap,
    Asked.DAILY: _daily,
    Asked.INTEREST: _interest,
    Asked.NOTICE: _becomes_a_task,
    Asked.CLAIM: _once_missed,
    Asked.EXIT: _once_over,
}
