"""What each move of a round is worth to both sides: as it was typed, by the deal's issues, or as it can be reckoned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dealdesk.kernel.money import ZERO
from quotes.domain.issues.options import Option
from quotes.domain.issues.worth import Ground, Price, credits_price, terms_price, words_price
from quotes.domain.negotiation import Basis, Issue, MoveKind, MoveStatus, MoveTerms, Span
from quotes.domain.pricing.terms import OfferTerms
from quotes.domain.promises import READERS, held, named_terms

# What each issue about payment changes, where its words name nothing.
PAYING = (Issue.PREPAY, Issue.CREDIT)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A round as its moves are priced: the offer before it, what it comes to after, the outcomes on the deal's list by
    key, and the one that stands on each issue."""

    before: Ground
    after: OfferTerms
    total: Decimal
    options: Mapping[int, Option] = field(default_factory=dict)
    stood: Mapping[Issue, int] = field(default_factory=dict)


def priced(moves: Sequence[MoveTerms], turn: Turn) -> tuple[MoveTerms, ...]:
    """Each move with what it is worth as far as anybody can tell; what was typed is left as it is."""
    return tuple(_priced(move, moves, turn) for move in moves)


def stood(moves: Sequence[MoveTerms]) -> dict[Issue, int]:
    """The last outcome that was agreed on each issue, in the order of the moves."""
    return {move.issue: move.option for move in moves if move.option is not None and move.status is MoveStatus.AGREED}


def _priced(move: MoveTerms, moves: Sequence[MoveTerms], turn: Turn) -> MoveTerms:
    found = _price(move, moves, turn) if move.worth is None else None
    worth, basis = move.worth, move.basis
    if found is not None:
        worth, basis = (found.cost if move.kind is MoveKind.GIVE else -found.cost), found.basis
    return replace(move, worth=worth, basis=basis, theirs=move.theirs or _theirs(move, worth, turn))


def _price(move: MoveTerms, moves: Sequence[MoveTerms], turn: Turn) -> Price | None:
    option = turn.options.get(move.option or 0)
    if option is not None:
        return _of_option(move.issue, option, turn)
    if move.issue is Issue.PRICE:
        return _of_total(move, moves, turn)
    named = dict(named_terms(move))
    if move.status is MoveStatus.AGREED:
        for column in _columns(move, moves):
            named.setdefault(column, held(turn.after, column))
    found = terms_price(move.issue, named, turn.before) if named else None
    return found if found and found.cost else None


def _of_option(issue: Issue, option: Option, turn: Turn) -> Price | None:
    """Its typed cost less that of the outcome that stood; what is reckoned is reckoned against the offer already."""
    if option.cost is not None:
        standing = turn.options.get(turn.stood.get(issue, 0))
        return Price(cost=option.cost - ((standing and standing.cost) or ZERO), basis=Basis.OPTION)
    if option.tiers:
        return credits_price(option.tiers, turn.before)
    return words_price(issue, option.name, turn.before)


def _of_total(move: MoveTerms, moves: Sequence[MoveTerms], turn: Turn) -> Price | None:
    """The fall of the total, where it is given by one move alone and for the same months."""
    gives = [one for one in moves if one.issue is Issue.PRICE and one.status is MoveStatus.AGREED]
    before = turn.before.terms
    alike = (before.term_months, before.free_months) == (turn.after.term_months, turn.after.free_months)
    fell = turn.before.priced.gross - turn.total
    if gives != [move] or move.kind is not MoveKind.GIVE or not alike or fell <= 0:
        return None
    return Price(cost=fell, basis=Basis.TOTAL)


def _columns(move: MoveTerms, moves: Sequence[MoveTerms]) -> list[str]:
    """The terms that a move speaks of; the payment cycle leaves to others what they speak of by themselves."""
    columns = list(READERS.get(move.issue, ()))
    if move.issue is Issue.PAYMENT:
        others = {other.issue for other in moves if other.status is MoveStatus.AGREED} & set(PAYING)
        taken = {column for issue in others for column in READERS[issue]}
        columns = [column for column in columns if column not in taken]
    return columns


def _theirs(move: MoveTerms, worth: Decimal | None, turn: Turn) -> Span | None:
    """What it is worth to them, or costs them: money is worth itself, and an outcome what its issue says."""
    if move.issue is Issue.PRICE:
        return None if worth is None else Span.exactly(worth)
    option = turn.options.get(move.option or 0)
    if option is None or option.worth is None:
        return None
    standing = turn.options.get(turn.stood.get(move.issue, 0))
    gained = option.worth - standing.worth if standing and standing.worth else option.worth
    return gained if move.kind is MoveKind.GIVE else -gained
