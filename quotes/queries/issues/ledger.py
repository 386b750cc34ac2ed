"""The ledger as it is read: every give beside what it bought, for both sides, and totals by issue and by round."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dealdesk.kernel.money import ZERO, round_to
from dealdesk.web import charts
from quotes.domain.issues.ledger import Account, Both, Ledger, Trade, ledger, sensitivity, steps, summed, trades
from quotes.domain.issues.swaps import StepClass
from quotes.domain.issues.worth import Price
from quotes.domain.negotiation import Basis, Issue, MoveKind, MoveStatus, MoveTerms, Span
from quotes.domain.pricing.terms import OfferTerms
from quotes.models import Round
from quotes.models.negotiation import moves_in
from quotes.queries.costs.support import SeatsTold, SupportDesk
from quotes.queries.issues.words import questions, reckoned_by
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class MoveRow:
    """One give or get; `basis` says how its worth is known, nothing where somebody typed it; while it is typed, `how`
    it was reckoned, what it `asks` for, and what its `seats` of support cost us, for those who may know."""

    what: str
    issue: str
    worth: Decimal | None
    theirs: Span | None
    basis: str
    how: str
    asks: tuple[str, ...]
    seats: SeatsTold | None


@dataclass(frozen=True, kw_only=True)
class TradeRow:
    """A trade for both sides. `net` is ours, `theirs` what it leaves them as we estimate it, `joint` both together by
    the middle of that; `kept_cost` our variable cost before VAT, for those who may know one; `held` what became of
    the request for an offer that was not made, nothing where it was."""

    round: int
    on: date | None
    status: MoveStatus
    gives: tuple[MoveRow, ...]
    gets: tuple[MoveRow, ...]
    net: Decimal | None
    theirs: Span | None
    joint: Decimal | None
    reason: str
    held: str
    is_losing: bool
    kept_cost: Decimal | None

    @property
    def is_agreed(self) -> bool:
        return self.status is MoveStatus.AGREED


@dataclass(frozen=True, kw_only=True)
class RoundTotal:
    """What was agreed in one round, for both sides, and how it sits between them; `so_far` is our net with the rounds
    before. `step` is nothing where a price is missing."""

    number: int
    account: Account
    both: Both
    so_far: Decimal | None
    step: str


@dataclass(frozen=True, kw_only=True)
class LedgerPart:
    """`sensitivity` is how often our steps heed the other side over how often they do not."""

    trades: tuple[TradeRow, ...]
    total: Account
    both: Both
    rounds: tuple[RoundTotal, ...]
    unpriced_gives: int
    unpriced_gets: int
    sensitivity: Decimal | None
    picture: charts.Picture

    @property
    def is_priced(self) -> bool:
        return not self.unpriced_gives and not self.unpriced_gets


@dataclass(frozen=True, kw_only=True)
class TradesTyped:
    """The trades of a round that is being typed. `loses` where one needs a reason."""

    trades: tuple[TradeRow, ...]
    net: Decimal | None
    loses: bool
    currency: str


def ledger_part(user: User, rounds: Sequence[Round], currency: str, least: Decimal) -> LedgerPart:
    """From rounds that were read as they are told now, oldest first; no statement. A step within `least` is no step."""
    found = ledger(moves_in(rounds))
    by_number = {each.number: each for each in rounds}
    classes = steps(found.trades, least)
    return LedgerPart(
        trades=tuple(_row(user, trade, by_number, currency) for trade in found.trades),
        total=found.total,
        both=summed(found.trades),
        rounds=tuple(_round_totals(found, classes)),
        unpriced_gives=found.unpriced_gives,
        unpriced_gets=found.unpriced_gets,
        sensitivity=sensitivity(classes.values()),
        picture=_picture(found, currency),
    )


def _round_totals(found: Ledger, classes: Mapping[int, StepClass | None]) -> Iterator[RoundTotal]:
    for number, account in sorted(found.by_round.items()):
        yield RoundTotal(
            number=number,
            account=account,
            both=summed(trade for trade in found.trades if trade.round == number),
            so_far=summed(trade for trade in found.trades if trade.round <= number).net,
            step=_named(classes.get(number)),
        )


def trades_typed(
    user: User, moves: Sequence[MoveTerms], told: Sequence[MoveTerms], after: OfferTerms, support: SupportDesk | None
) -> TradesTyped | None:
    """From moves that are priced already, with a fall of the total that none of the `told` ones says; no statement.

    A fall needs no reason of its own in a row: there is none.
    """
    standing = {MoveStatus.AGREED, MoveStatus.OPEN}
    found = trades([move for move in moves if move.status in standing])
    if not found:
        return None
    nets, currency = [trade.net for trade in found], after.currency
    return TradesTyped(
        trades=tuple(_row(user, trade, {}, currency, _seats(after, support)) for trade in found),
        net=None if None in nets else sum((net for net in nets if net is not None), Decimal(0)),
        loses=any(trade.is_losing and not trade.reason for trade in trades(told)),
        currency=currency,
    )


type Seats = Callable[[MoveTerms], SeatsTold | None]


def _seats(after: OfferTerms, support: SupportDesk | None) -> Seats:
    """What a give of support costs over the months of service of the offer as it would be."""
    months = after.term_months + after.free_months

    def seats(move: MoveTerms) -> SeatsTold | None:
        given = support and move.issue is Issue.SUPPORT and move.kind is MoveKind.GIVE
        return support.told(move.what, months=months, currency=after.currency) if support and given else None

    return seats


def _row(
    user: User, trade: Trade, rounds: Mapping[int, Round], currency: str, seats: Seats = lambda move: None
) -> TradeRow:
    of = rounds.get(trade.round)
    stands = trade.status in {MoveStatus.AGREED, MoveStatus.OPEN}
    swap = trade.swap if stands else None
    kept = [move.kept_cost for move in trade.gives if move.kept_cost is not None]
    return TradeRow(
        round=trade.round,
        on=of.now.on if of else None,
        status=trade.status,
        gives=tuple(_move(move, currency, seats(move)) for move in trade.gives),
        gets=tuple(_move(move, currency) for move in trade.gets),
        net=trade.net if stands else None,
        theirs=trade.theirs if stands else None,
        joint=round_to(swap.joint, 2) if swap else None,
        reason=trade.reason,
        held=_(of.held.label) if of and of.held and trade.status is MoveStatus.OPEN else "",
        is_losing=trade.is_losing,
        kept_cost=sum(kept, Decimal(0)) if kept and Act.SEE_COST.permits(user) else None,
    )


def _move(move: MoveTerms, currency: str, seats: SeatsTold | None = None) -> MoveRow:
    found = Price(cost=move.worth or ZERO, basis=move.basis, facts=move.facts) if move.facts else None
    return MoveRow(
        what=move.what or _("Lower total"),
        issue=_(move.issue.label),
        worth=move.worth,
        theirs=move.theirs,
        basis="" if move.basis is Basis.TYPED else _(move.basis.label),
        how=reckoned_by(found, currency) if found else "",
        asks=questions(found),
        seats=seats,
    )


def _named(step: StepClass | None) -> str:
    return _(step.label) if step else ""


def _picture(found: Ledger, currency: str) -> charts.Picture:
    """What we gave and what we got, issue by issue, in the order of the words."""
    rows = [
        charts.Against(label=_(issue.label), gave=account.given, got=account.got)
        for issue in Issue
        if (account := found.by_issue.get(issue)) and (account.given or account.got)
    ]
    if not rows:
        return charts.EMPTY
    words = _("we gave"), _("we got")
    return charts.either(
        charts.against(rows, words=words, currency=currency, width=920),
        charts.against(rows, words=words, currency=currency, width=charts.PHONE),
    )
