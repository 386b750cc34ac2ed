"""What was changed of a round after it was logged: each amendment with what it says instead of what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import NOTHING, large
from dealdesk.kernel.words import label
from dealdesk.web.units import for_months
from quotes.domain.amendments import Part
from quotes.domain.negotiation import Channel
from quotes.models import IssueOption, Move, Round, RoundAmendment
from stakeholders.models import Contact
from stakeholders.queries.privacy import Fact


@dataclass(frozen=True, kw_only=True)
class Change:
    part: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Amended:
    """One amendment, as everybody who sees the round reads it."""

    by: str
    at: datetime
    reason: str
    changes: tuple[Change, ...]


def outcomes_in(rounds: Iterable[Round]) -> Mapping[int, str]:
    """The names of what the moves of amended rounds lead to, as they stand on the list now; one statement, where there
    are any."""
    told = [telling for one in rounds if one.amendments.all() for telling in (one, *one.amendments.all())]
    keys = {move.option_id for telling in told for move in telling.moves.all() if move.option_id is not None}
    return dict(IssueOption.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def amendments_of(round_: Round, currency: str, outcomes: Mapping[int, str]) -> tuple[Amended, ...]:
    """Oldest first; all of it was read with the round, see `as_amended`."""
    tellings: Sequence[Round | RoundAmendment] = (round_, *round_.amendments.all())
    both = zip(tellings, round_.amendments.all(), strict=False)
    return tuple(_amended(old, new, currency, outcomes) for old, new in both)


def _amended(old: Round | RoundAmendment, new: RoundAmendment, currency: str, outcomes: Mapping[int, str]) -> Amended:
    changes = tuple(_changes(old, new, currency, outcomes))
    return Amended(by=new.amended_by.name, at=new.amended_at, reason=new.reason, changes=changes)


def _changes(
    old: Round | RoundAmendment, new: RoundAmendment, currency: str, outcomes: Mapping[int, str]
) -> Iterator[Change]:
    was, now = old.parts(), new.parts()
    before, after = _words(old, currency, outcomes), _words(new, currency, outcomes)
    for part in Part:
        if was[part] != now[part]:
            yield Change(part=_(label(part)), before=before[part], after=after[part])


def _words(told: Round | RoundAmendment, currency: str, outcomes: Mapping[int, str]) -> dict[Part, str]:
    """Each part as it is read; a dash for nothing."""
    words = {
        Part.DAY: _day(told.on),
        Part.CHANNEL: _(label(Channel(told.channel))),
        Part.THEIRS: "、".join(contact.name for contact in told.theirs.all()),
        Part.OURS: "、".join(person.name for person in told.ours.all()),
        Part.ASK: f"{_range(told.their_ask, told.ask_high, currency)} {for_months(told.ask_months)}".strip(),
        Part.RANGE: _range(told.range_low, told.range_high, currency),
        Part.SAID: told.said,
        Part.MOVES: "；".join(_move(move, currency, outcomes) for move in told.moves.all()),
        Part.NEXT_STEP: f"{_day(told.next_step_on)} {told.next_step}",
    }
    return {part: text or NOTHING for part, text in words.items()}


def _range(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    return " – ".join(large(end, currency) for end in (low, high) if end is not None)


def _move(move: Move, currency: str, outcomes: Mapping[int, str]) -> str:
    worth = "" if move.worth is None else large(move.worth, currency)
    outcome = f"→ {name}" if (name := outcomes.get(move.option_id or 0)) else ""
    said = (move.get_kind_display(), move.get_issue_display(), move.what, outcome, worth, move.get_status_display())
    return " ".join(filter(None, (*said, move.untraded_reason)))


def _day(day: date) -> str:
    return f"{day:%m-%d}"


def amendments_with(contact: Contact) -> Iterator[Fact]:
    """What amendments hold about a person who was there: for whoever takes out all of it."""
    for told in RoundAmendment.objects.filter(theirs=contact).select_related("round__quote").order_by("on", "pk"):
        where = str(told.round.quote.number)
        for what, value in ((_("What they said"), told.said), (_("Next step"), told.next_step)):
            yield Fact(kind=_("Amended rounds"), where=where, when=told.on, what=what, value=value)
