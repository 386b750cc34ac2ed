"""What is negotiated in a deal, each outcome with what it brings both sides and what that was reckoned by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent
from quotes.domain.coach.curve import first_share
from quotes.domain.issues.ledger import Lever, Pair, logrolls
from quotes.domain.issues.options import IssueTerms, Option, Span
from quotes.domain.issues.worth import Ground, option_price, option_worth
from quotes.domain.negotiation import Issue
from quotes.domain.pricing.engine import price
from quotes.models import DealIssue, QuoteVersion
from quotes.models.funding import funding_rate
from quotes.models.issues import agreed_in, issues_of, told_of
from quotes.queries.costs.support import SeatsTold, SupportDesk, support_desk
from quotes.queries.issues.words import questions, reckoned_by
from stakeholders.models import Deal, User


@dataclass(frozen=True, kw_only=True)
class OptionRow:
    """One outcome from both sides: `ours` is what it brings us, below zero what it costs; `basis` says how we know,
    `asks` what has to be known first, `seats` what its seats of support cost us, for those who may know."""

    name: str
    ours: Decimal | None
    theirs: Span | None
    basis: str
    asks: tuple[str, ...]
    seats: SeatsTold | None
    is_target: bool
    is_floor: bool
    is_today: bool

    @property
    def joint(self) -> Decimal | None:
        """By the middle of what it may be worth to them."""
        return None if self.ours is None or self.theirs is None else round_to(self.ours + self.theirs.middle, 2)


@dataclass(frozen=True, kw_only=True)
class IssueRow:
    """`asks_today` where credits wait for somebody to say which outcome stands."""

    pk: int
    name: str
    note: str
    set_by: str
    set_on: date
    options: tuple[OptionRow, ...]
    asks_today: bool


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """A trade of two issues by which both sides gain, by the middle of what we estimate."""

    give: str
    get: str
    ours: Decimal
    theirs: Decimal


@dataclass(frozen=True, kw_only=True)
class IssuesScreen:
    """`table` is the offer that prices are reckoned against; `rate` what money costs us a year, in points."""

    currency: str
    rows: tuple[IssueRow, ...]
    pairs: tuple[PairRow, ...]
    table: str
    rate: Decimal | None


def issues_screen(user: User, deal: Deal, today: date) -> IssuesScreen:
    table = table_of(deal)
    rows = issues_of(deal)
    supported = any(row.issue == Issue.SUPPORT for row in rows)
    support = support_desk(user, deal.pk, today) if supported else None
    ground = ground_of(table, today, [Issue(row.issue) for row in rows])
    return IssuesScreen(
        currency=deal.currency,
        rows=tuple(_row(row, ground, deal.currency, support) for row in rows),
        pairs=tuple(_pair(pair) for pair in logrolls(_levers(table, [row.value() for row in rows], ground))),
        table=f"{table.quote} {table}" if table else "",
        rate=ground.rate.points if ground and ground.rate else None,
    )


def share_of_first(ours: Decimal, theirs: Decimal) -> tuple[Decimal, Decimal]:
    """Our share of what there is to divide, in points, where we offer first and where they do, by what a round of
    waiting costs either side in points."""
    left = [1 - Percent(cost).ratio for cost in (ours, theirs)]
    first, second = first_share(*left), 1 - first_share(*left[::-1])
    return Percent.from_ratio(first).points, Percent.from_ratio(second).points


def option_choices(deal: Deal, currency: str) -> dict[Issue, list[tuple[int, str]]]:
    """Outcomes by issue, for whoever types a move; two statements. None beside an offer in another currency."""
    if deal.currency != currency:
        return {}
    return {Issue(row.issue): [(option.pk, option.name) for option in row.options.all()] for row in issues_of(deal)}


def taken_issues(deal: Deal) -> frozenset[str]:
    """What is on the list already."""
    return frozenset(deal.issues.values_list("issue", flat=True))


def table_of(deal: Deal) -> QuoteVersion | None:
    """What the customer looks at in the quote that was last worked on, in the deal's currency."""
    rows = QuoteVersion.objects.on_the_table().filter(quote__deal=deal, currency=deal.currency)
    newest = rows.order_by("-quote__updated_at", "-quote_id", "-number").select_related("quote")
    return newest.prefetch_related("lines").first()


def ground_of(table: QuoteVersion | None, today: date, issues: Sequence[Issue]) -> Ground | None:
    """One statement, for the rate, two where the invoice is negotiated; None before anything is on the table."""
    if table is None:
        return None
    terms, found, deal = table.terms(), funding_rate(today, table.currency), table.quote.deal_id
    rate = found.rate if found else None
    return Ground(terms=terms, priced=price(terms), rate=rate, invoicing=told_of(deal, issues))


def _levers(table: QuoteVersion | None, issues: Sequence[IssueTerms], ground: Ground | None) -> list[Lever]:
    """Outcomes that both sides have a price for, within our limits, of issues of which no outcome is agreed yet; four
    statements at most."""
    settled = agreed_in(table)
    return [
        Lever(issue=one.issue, option=option, cost=found.cost, worth=worth.middle)
        for one in issues
        if one.issue not in settled
        for option in one.options
        if (worth := option_worth(one, option, ground))
        and not one.is_past_floor(option.key or 0)
        and (found := option_price(one, option, ground))
    ]


def _pair(pair: Pair) -> PairRow:
    swap = pair.swap
    return PairRow(give=pair.give.option.name, get=pair.get.option.name, ours=swap.ours, theirs=swap.theirs)


def _row(row: DealIssue, ground: Ground | None, currency: str, support: SupportDesk | None) -> IssueRow:
    issue = row.value()
    return IssueRow(
        pk=row.pk,
        name=str(row),
        note=row.note,
        set_by=row.set_by.name,
        set_on=row.set_at.date(),
        options=tuple(_option(issue, option, ground, currency, support) for option in issue.options),
        asks_today=issue.today is None and any(option.tiers and option.cost is None for option in issue.options),
    )


def _option(
    issue: IssueTerms, option: Option, ground: Ground | None, currency: str, support: SupportDesk | None
) -> OptionRow:
    found = option_price(issue, option, ground)
    seats = None
    if support and ground and issue.issue is Issue.SUPPORT and not option.is_today:
        served = ground.terms.term_months + ground.terms.free_months
        seats = support.told(option.name, months=served, currency=currency)
    return OptionRow(
        name=option.name,
        ours=-found.cost if found else None,
        theirs=option_worth(issue, option, ground),
        asks=questions(found),
        seats=seats,
        basis=" · ".join(filter(None, [reckoned_by(found, currency) if found else "", option.source])),
        is_target=option.is_target,
        is_floor=option.is_floor,
        is_today=option.is_today,
    )
