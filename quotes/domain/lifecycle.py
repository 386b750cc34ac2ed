"""The life of a quote version as a table of moves, how long it stands, and the two forms an offer can take."""

from datetime import date, timedelta

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word


class VersionState(Word):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT = "sent"
    ACCEPTED = "accepted", "Accepted by the customer"
    VOID = "void"


class Form(Word):
    """Two ways to present one set of terms: every item with its price, or one price for all of them."""

    ITEMISED = "itemised"
    BUNDLE = "bundle"


# A draft is void only where another alternative was chosen over it: by itself it is discarded.
# fmt: off
MOVES: dict[VersionState, frozenset[VersionState]] = {
    VersionState.DRAFT:     frozenset({VersionState.SUBMITTED, VersionState.VOID}),
    VersionState.SUBMITTED: frozenset({VersionState.SENT, VersionState.VOID}),
    VersionState.SENT:      frozenset({VersionState.ACCEPTED, VersionState.VOID}),
    VersionState.ACCEPTED:  frozenset(),
    VersionState.VOID:      frozenset(),
}
# fmt: on

# Only a draft may change; new terms for anything later are a new version.
EDITABLE = frozenset({VersionState.DRAFT})
# A draft is exported too, with a watermark; what is void is not offered again.
EXPORTABLE = frozenset({VersionState.DRAFT, VersionState.SUBMITTED, VersionState.SENT, VersionState.ACCEPTED})
# What somebody still has to answer, and what therefore runs out.
RUNNING = frozenset({VersionState.SUBMITTED, VersionState.SENT})


def refuse_void(state: VersionState, *, mark: str) -> None:
    """Nobody puts into a document what is not offered again."""
    if state not in EXPORTABLE:
        raise Refusal("V%(number)s is void and is not offered again: export a later version.", number=mark)


def is_expired(state: VersionState, valid_until: date, today: date) -> bool:
    """Past its last day of validity, which itself still counts; what is accepted or void runs out no more."""
    return state in RUNNING and valid_until < today


def stands(state: VersionState, valid_until: date, today: date) -> bool:
    """Whether a customer may still rely on it: neither void nor past its day."""
    return state is not VersionState.VOID and not is_expired(state, valid_until, today)


def refuse_expired(state: VersionState, valid_until: date, today: date, *, mark: str) -> None:
    """Nobody sends, approves or accepts what no longer stands."""
    if is_expired(state, valid_until, today):
        raise Refusal("V%(number)s expired on %(day)s: renew it first.", number=mark, day=valid_until)


def expires_soon(state: VersionState, valid_until: date, today: date, days: int | None) -> bool:
    """Within so many days from today, today included; where nobody has said how many nothing does."""
    return state in RUNNING and days is not None and today <= valid_until <= today + timedelta(days=days)


def mark(number: int, branch: str) -> str:
    """A version's name after the V: 5 on the main line, 5·A on branch A; numbers run through all branches."""
    return f"{number}·{branch}" if branch else str(number)
