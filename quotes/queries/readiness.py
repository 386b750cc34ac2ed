"""Whether a deal can be quoted: the gate row by row, in the head of the deal, and deals that have waited too long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from dealdesk.kernel.words import label
from dealdesk.web.dealheader import Metric
from quotes.domain.coach.advice import Hint
from quotes.domain.lifecycle import VersionState
from quotes.domain.readiness import Known, Readiness, Requirement, Standing
from quotes.models import QuoteVersion, ReadinessOverride, ValueWord
from quotes.models.coach import coach_rules
from quotes.models.readiness import green_before, known_in, known_of, ready_facts
from stakeholders.models import Contact, Deal, User
from stakeholders.models.deals import DealQuerySet
from stakeholders.permissions import Act
from stakeholders.queries.privacy import Fact

# Where each gap is mended; a seat that nobody is known to hold on the map, a floor in the plan of a quote, if any.
MENDED_AT = {
    Requirement.NEEDS: "stakeholders:deal_edit",
    Requirement.SEATS: "stakeholders:engagements",
    Requirement.USAGE: "quotes:deal_usage",
    Requirement.VALUE: "quotes:readiness",
    Requirement.COMPETITION: "stakeholders:deal_edit",
    Requirement.BUDGET: "quotes:budget",
    Requirement.FLOOR: "quotes:deal_usage",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One requirement in the reader's words; `tone` is good, bad for a gap that is due, "" for one that is not yet."""

    key: str
    name: str
    why: str
    mend: str
    url: str
    tone: str
    state: str
    since: date | None


@dataclass(frozen=True, kw_only=True)
class Passed:
    """Somebody's word for one version; `holds` while that waits to go out."""

    override: ReadinessOverride
    names: tuple[str, ...]
    version: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class ReadinessScreen:
    """`rows` as they stand before the version that goes out next; `waiting` are those that something still blocks.
    Words are `passed` while they hold for a version, and `ended` afterwards."""

    rows: tuple[Row, ...]
    met: int
    total: int
    blocking: tuple[Row, ...]
    green_since: date | None
    words: tuple[ValueWord, ...]
    passed: tuple[Passed, ...]
    ended: tuple[Passed, ...]
    waiting: tuple[QuoteVersion, ...]
    may_note: bool
    may_pass: bool


@dataclass(frozen=True, kw_only=True)
class ReadinessCard:
    """The same on the deal's overview: only what is missing, and how much there is."""

    missing: tuple[Row, ...]
    met: int
    total: int
    green_since: date | None


def readiness_screen(user: User, deal: Deal) -> ReadinessScreen:
    known, unsent = known_of(deal), list(unsent_of(deal))
    waiting = [one for one in unsent if known.gate(one.pk).blocking]
    found = known.gate(next((one.pk for one in (*waiting, *unsent)), None))
    rows = {one.requirement: _row(deal, known, one) for one in found.standings}
    overrides = ReadinessOverride.objects.filter(deal=deal).select_related("passed_by", "version__quote")
    told = [_passed(one) for one in overrides]
    return ReadinessScreen(
        rows=tuple(rows.values()),
        met=found.met,
        total=len(found.standings),
        blocking=tuple(rows[one.requirement] for one in found.blocking),
        green_since=found.green_since,
        words=tuple(ValueWord.objects.filter(deal=deal).select_related("contact", "noted_by")),
        passed=tuple(one for one in told if one.holds),
        ended=tuple(one for one in told if not one.holds),
        waiting=tuple(waiting),
        may_note=Act.NOTE_VALUE.permits(user) and deal.is_open,
        may_pass=Act.OVERRIDE_READINESS.permits(user) and deal.is_open,
    )


def unsent_of(deal: Deal) -> QuerySet[QuoteVersion]:
    """What was submitted and not sent, of the quote last worked on first."""
    unsent = QuoteVersion.objects.filter(quote__deal=deal, state=VersionState.SUBMITTED).select_related("quote")
    return unsent.order_by("-quote__updated_at", "-quote_id", "-number")


def _passed(override: ReadinessOverride) -> Passed:
    version = override.version
    return Passed(
        override=override,
        names=tuple(gettext(label(name)) for name in override.names),
        version=f"{version.quote.number} {version}" if version else "",
        holds=version is not None and version.state == VersionState.SUBMITTED,
    )


def readiness_card(user: User, deal: Deal) -> ReadinessCard | None:
    """Nothing for those who may not know whom we spoke to."""
    if not Act.SEE_READINESS.permits(user):
        return None
    known = known_of(deal)
    found = known.gate()
    return ReadinessCard(
        missing=tuple(_row(deal, known, one) for one in found.missing),
        met=found.met,
        total=len(found.standings),
        green_since=found.green_since,
    )


def passed_over(user: User, version: QuoteVersion) -> tuple[Passed, ...]:
    """Who let this version out in spite of which gaps, and why; nothing for those who may not see the gate."""
    if not Act.SEE_READINESS.permits(user):
        return ()
    words = ReadinessOverride.objects.filter(version=version).select_related("passed_by", "version__quote")
    return tuple(_passed(one) for one in words)


def _row(deal: Deal, known: Known, one: Standing) -> Row:
    return Row(
        key=one.requirement.value,
        name=gettext(label(one.requirement)),
        why=gettext(one.asked.why),
        mend=gettext(MISSED[one.requirement] if one.is_missed else UNKNOWN if one.unknown else one.asked.mend),
        url="" if one.is_missed else _mended_at(deal, known, one),
        tone="good" if one.is_met else "warn" if one.is_passed or one.is_missed else "bad" if one.is_due else "",
        state=_state(one),
        since=one.since,
    )


def _mended_at(deal: Deal, known: Known, one: Standing) -> str:
    if one.unknown:
        return reverse("stakeholders:seats", args=[deal.pk])
    if one.requirement is Requirement.FLOOR and known.quote is not None:
        return f"{reverse('quotes:negotiation', args=[known.quote])}#plan"
    return reverse(MENDED_AT[one.requirement], args=[deal.pk])


def _state(one: Standing) -> str:
    if one.is_met:
        return gettext("Met")
    gap = gap_of(one)
    if one.is_missed:
        return gettext("%(gap)s, and too late now") % {"gap": gap}
    return gettext("%(gap)s, passed over") % {"gap": gap} if one.is_passed else gap


def gap_of(one: Standing) -> str:
    """What is missing, as briefly as it can be said; a missing seat is named."""
    if one.seats:
        seats = gettext(", ").join(gettext(label(seat)) for seat in one.seats)
        return gettext("%(seats)s not reached") % {"seats": seats}
    return gettext(GAPS[one.requirement])


def readiness_metric(user: User, deal: Deal, found: Readiness) -> tuple[Metric, ...]:
    """In the head of the deal; nothing for those who may not know whom we spoke to."""
    if not Act.SEE_READINESS.permits(user):
        return ()
    missing = found.missing
    more = gettext(" and %(n)s more") % {"n": len(missing) - 1} if len(missing) > 1 else ""
    return (
        Metric(
            key="readiness",
            label=gettext("Ready"),
            value=f"{found.met} / {len(found.standings)}",
            note=f"{gap_of(missing[0])}{more}" if missing else "",
            tone="warn" if found.blocking and deal.is_open else "",
            url=reverse("quotes:readiness", args=[deal.pk]),
        ),
    )


def not_ready(gate: Readiness) -> str:
    """Why a version may not go out, in one line, or nothing."""
    told = gettext(", ").join(gap_of(one) for one in gate.blocking)
    return gettext("Not ready to be quoted: %(gaps)s.") % {"gaps": told} if told else ""


def patience(today: date) -> timedelta | None:
    """How long a deal may wait once it could be quoted; None where nobody is to be told of waiting. One statement."""
    bounds = coach_rules(today).get(Hint.LATE)
    return None if bounds is None or bounds.high is None else timedelta(days=int(bounds.high))


def idle_deals(deals: DealQuerySet, today: date, after: timedelta | None) -> DealQuerySet:
    """Deals that could have been quoted for longer than they should wait and were not."""
    if after is None:
        return deals.none()
    cutoff = timezone.make_aware(datetime.combine(today - after + timedelta(days=1), time.min))
    return _unpriced(deals).filter(green_before(cutoff))


def idle_since(deals: DealQuerySet, today: date, after: timedelta | None) -> dict[int, date]:
    """The day since when, of those that are idle among a few deals; one statement."""
    if after is None:
        return {}
    rows = _unpriced(deals).annotate(**ready_facts("pk", dated=True))
    found = {row.pk: known_in(row, row).gate() for row in rows}
    return {pk: one.green_since for pk, one in found.items() if one.green_since and one.is_idle(today, after)}


def _unpriced(deals: DealQuerySet) -> DealQuerySet:
    """Whose customer has no price from us."""
    return deals.filter(~Exists(QuoteVersion.objects.known_outside().filter(quote__deal=OuterRef("pk"))))


def people_of(deal: Deal) -> QuerySet[Contact]:
    return Contact.objects.known().filter(customer=deal.customer_id)


def words_of(contact: Contact) -> Iterator[Fact]:
    """What a person acknowledged: for whoever takes out all that is held about them."""
    for word in contact.value_words.select_related("deal").order_by("on", "pk"):
        yield Fact(
            kind=gettext("Acknowledged value"),
            where=str(word.deal.number),
            when=word.on,
            what=gettext("Their words"),
            value=word.said,
        )


UNKNOWN = gettext_noop("Find out who holds the missing seat and put them on the map; then talk to them.")
# What nobody can mend any more says so instead.
MISSED = {Requirement.BUDGET: gettext_noop("The first price went out without one: an estimate made now follows it.")}

# fmt: off
GAPS = {
    Requirement.NEEDS:       gettext_noop("needs or solution not written down"),
    Requirement.SEATS:       gettext_noop("seats not reached"),
    Requirement.USAGE:       gettext_noop("usage not described"),
    Requirement.VALUE:       gettext_noop("value not acknowledged yet"),
    Requirement.COMPETITION: gettext_noop("competition not noted"),
    Requirement.BUDGET:      gettext_noop("budget not estimated"),
    Requirement.FLOOR:       gettext_noop("target and floor unknown"),
}
# fmt: on
