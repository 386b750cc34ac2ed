"""What each move of a round is worth to both sides: as it was typed, by the deal's issues, or as it can be reckoned."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dealdesk.kernel.refusals import Refusal
from quotes.domain.issues.options import IssueTerms, Option
from quotes.domain.issues.payment import Change, shares
from quotes.domain.issues.worth import (
    Ground,
    Price,
    begun,
    change_of,
    payment_price,
    step_price,
    step_worth,
    terms_price,
)
from quotes.domain.negotiation import PAYING, Basis, Issue, MoveKind, MoveStatus, MoveTerms, Span
from quotes.domain.pricing.terms import OfferTerms
from quotes.domain.promises import READERS, Value, held, named_terms


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A round as its moves are priced: the offer before it, what it comes to after, what is on the deal's list, and the
    outcome that was agreed last on each issue, by its key."""

    before: Ground
    after: OfferTerms
    total: Decimal
    issues: Sequence[IssueTerms] = ()
    stood: Mapping[Issue, int] = field(default_factory=dict)

    def issue_of(self, key: int | None) -> IssueTerms | None:
        """The one whose outcome has the key; None where it is off the list."""
        return next((terms for terms in self.issues if terms.option(key)), None)

    def outcome(self, move: MoveTerms) -> Option | None:
        """The one that a move leads to."""
        terms = self.issue_of(move.option)
        return terms.option(move.option) if terms else None


def priced(moves: Sequence[MoveTerms], turn: Turn) -> tuple[MoveTerms, ...]:
    """Each move with what it is worth as far as anybody can tell; what was typed is left as it is.

    Refuses two outcomes of one issue: which of them stands would hang on the order of the moves.
    """
    check_outcomes(moves)
    paying = _payments(moves, turn)
    return tuple(_priced(move, moves, turn, paying.get(place)) for place, move in enumerate(moves))


def stood(moves: Sequence[MoveTerms]) -> dict[Issue, int]:
    """The last outcome that was agreed on each issue, in the order of the moves."""
    return {move.issue: move.option for move in moves if move.option is not None and move.status is MoveStatus.AGREED}


def check_outcomes(moves: Sequence[MoveTerms]) -> None:
    found: dict[Issue, MoveTerms] = {}
    for move in moves:
        if move.option is not None and move.status is MoveStatus.AGREED:
            other = found.setdefault(move.issue, move)
            if other is not move:
                message = "“%(one)s” and “%(other)s” are outcomes of one issue: agree one of them in this round."
                raise Refusal(message, one=other.what, other=move.what)


def _priced(move: MoveTerms, moves: Sequence[MoveTerms], turn: Turn, paying: Price | None) -> MoveTerms:
    found = paying if _is_paid(move, turn) else _price(move, moves, turn) if move.worth is None else None
    worth, basis = move.worth, move.basis
    facts = found.facts if found else {}
    if found is not None:
        worth, basis = (found.cost if move.kind is MoveKind.GIVE else -found.cost), found.basis
    terms = turn.issue_of(move.option)
    return replace(
        move,
        worth=worth,
        basis=basis,
        theirs=move.theirs or _theirs(move, worth, turn, found),
        facts=facts,
        is_past_floor=bool(terms and move.option and terms.is_past_floor(move.option)),
    )


def _price(move: MoveTerms, moves: Sequence[MoveTerms], turn: Turn) -> Price | None:
    terms = turn.issue_of(move.option)
    if terms is not None:
        return _of_option(terms, move.option, turn)
    if move.issue is Issue.PRICE:
        return _of_total(move, moves, turn)
    named = _named(move, moves, turn)
    found = terms_price(move.issue, named, turn.before) if named else None
    if found is None or not (found.cost or found.worth or found.facts.get("lacks")):
        return None
    # Fewer months than are on the table are not given: the words mean something else than a total.
    unclear = move.issue is Issue.FREE_MONTHS and (found.cost > 0) is not (move.kind is MoveKind.GIVE)
    return None if unclear else found


def _payments(moves: Sequence[MoveTerms], turn: Turn) -> dict[int, Price]:
    """By their place, what the moves about payment cost us: those that hold together change one schedule."""
    groups: dict[object, dict[int, Change]] = {}
    for place, move in enumerate(moves):
        if move.issue in PAYING and (change := _change(move, moves, turn)):
            # What is agreed holds all at once, what is not in its trade alone.
            alone = place if move.trade is None else -move.trade
            groups.setdefault((move.status, move.status is MoveStatus.AGREED or alone), {})[place] = change
    return {place: found for group in groups.values() for place, found in _together(group, moves, turn)}


def _change(move: MoveTerms, moves: Sequence[MoveTerms], turn: Turn) -> Change:
    """What a chosen outcome names of the payment, or the words."""
    terms, option = turn.issue_of(move.option), turn.outcome(move)
    return change_of(terms, option) if terms and option else _named(move, moves, turn)


def _together(group: Mapping[int, Change], moves: Sequence[MoveTerms], turn: Turn) -> Iterator[tuple[int, Price]]:
    """What is typed changes the schedule and keeps its price; the others share what is left of the difference."""
    reckoned = {place: change for place, change in group.items() if _is_paid(moves[place], turn)}
    settled = [change for place, change in group.items() if place not in reckoned]
    chosen = [terms for place in reckoned if (terms := turn.issue_of(moves[place].option))]
    before = begun(chosen, turn.stood, settled, turn.before)
    if turn.before.paying is None or before is None or not reckoned:
        return
    costs = shares(replace(turn.before.paying, payment=before), list(reckoned.values()))
    for place, cost in zip(reckoned, costs or (), strict=False):
        # Words that change nothing have no price: they may mean what the desk does not read.
        if cost or turn.outcome(moves[place]):
            yield place, payment_price(cost, turn.before)


def _is_paid(move: MoveTerms, turn: Turn) -> bool:
    """Whether its price follows from how the offer is paid."""
    return move.issue in PAYING and not _is_typed(move, turn)


def _is_typed(move: MoveTerms, turn: Turn) -> bool:
    option = turn.outcome(move)
    return move.worth is not None or bool(option and option.cost is not None)


def _of_option(terms: IssueTerms, key: int | None, turn: Turn) -> Price | None:
    """Against the outcome that stood."""
    option = terms.option(key)
    found = step_price(terms, option, turn.stood.get(terms.issue), turn.before) if option else None
    return replace(found, basis=Basis.OPTION) if found and found.basis is Basis.TYPED else found


def _named(move: MoveTerms, moves: Sequence[MoveTerms], turn: Turn) -> Mapping[str, Value]:
    """What its words name, and where something is agreed, what the offer says of the rest.

    "One more free month" names no total: the offer goes before the words where it changes and one move speaks of it.
    """
    named = named_terms(move)
    if move.status is not MoveStatus.AGREED or move.issue is Issue.INVOICE:
        return named
    told = {column: value for column in _columns(move, moves) if (value := held(turn.after, column)) is not None}
    alone = [one for one in moves if one.issue is move.issue and one.status is MoveStatus.AGREED] == [move]
    if move.issue is Issue.FREE_MONTHS and alone and turn.after.free_months != turn.before.terms.free_months:
        return told
    return {**told, **named}


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
        others = {other.issue for other in moves if other.status is MoveStatus.AGREED} & (PAYING - {Issue.PAYMENT})
        taken = {column for issue in others for column in READERS[issue]}
        columns = [column for column in columns if column not in taken]
    return columns


def _theirs(move: MoveTerms, worth: Decimal | None, turn: Turn, found: Price | None) -> Span | None:
    """What it is worth to them, or costs them: money is worth itself, an outcome what its issue says, and another
    invoice what it leaves them."""
    if move.issue is Issue.PRICE:
        return None if worth is None else Span.exactly(worth)
    terms, option = turn.issue_of(move.option), turn.outcome(move)
    if terms and option:
        gained = step_worth(terms, option, turn.stood.get(terms.issue), turn.before)
    else:
        gained = Span.exactly(found.worth) if found and found.worth is not None else None
    return gained if gained is None or move.kind is MoveKind.GIVE else -gained
