"""The library of claims: one is put in, the next edition takes its place, and one that holds no more is retired."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.domain.claims import Claim, check, says_the_same, told_ahead
from quotes.models import ClaimEdition, ValueClaim
from quotes.models.forewarnings import forewarning_on
from stakeholders.actions.journal import record
from stakeholders.actions.notices import notify
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Notice, User


@transaction.atomic
def add_claim(*, said: Claim, owner: User, note: str, by: User, at: datetime) -> ValueClaim:
    claim = ValueClaim.objects.create()
    made = _enter(claim, 1, 1, said, owner, note, "", by, at)
    record("add_claim", on=made, by=by, at=at, metric=made.metric_zh)
    return claim


@transaction.atomic
def change_claim(
    *, claim: ValueClaim, after: int, said: Claim, owner: User, note: str, why: str, by: User, at: datetime
) -> ClaimEdition:
    """The next edition, written from number `after`. Evidence proves it too where what was measured is the same."""
    last = _standing(claim)
    if last.number != after:
        message = "Edition %(number)s was entered meanwhile. Look at what it changed, then enter yours again."
        raise StaleRefusal(message, field="after", number=last.number)
    if last.value() == said and (last.owner_id, last.note) == (owner.pk, note):
        raise Refusal("Nothing differs from edition %(number)s.", number=last.number)
    if not why.strip():
        raise Refusal("Say why it changes: the reason stays with this edition.", field="why")
    since = last.said_since if says_the_same(last.value(), said) else last.number + 1
    made = _enter(last.claim, last.number + 1, since, said, owner, note, why.strip(), by, at)
    record("change_claim", on=made, by=by, at=at, metric=made.metric_zh, number=made.number)
    return made


@transaction.atomic
def retire_claim(*, claim: ValueClaim, reason: str, by: User, at: datetime) -> ValueClaim:
    """Nobody chooses it any more, and no document tells it; where it was told already it stays told."""
    last = _standing(claim)
    if not reason.strip():
        raise Refusal("Say why it is retired: the reason stays in its place.", field="reason")
    held = last.claim
    held.retired_at, held.retired_by, held.retired_because = at, by, reason.strip()
    held.save(update_fields=["retired_at", "retired_by", "retired_because"])
    record("retire_claim", on=held, by=by, at=at, metric=last.metric_zh, reason=held.retired_because)
    return held


@transaction.atomic
def tell_ending(*, edition: ClaimEdition, at: datetime) -> None:
    """Once a day ahead, however often the clock asks; a new last day is told anew."""
    today = timezone.localdate(at)
    ahead = told_ahead(edition.valid_until, today, forewarning_on(today).of_claims)
    owner, claim = edition.owner, edition.claim
    facts: dict[str, Any] = {"day": edition.valid_until.isoformat(), "ahead": ahead}
    told = Notice.objects.filter(kind=NoticeKind.CLAIM_ENDS, to=owner, target=claim.pk)
    if ahead is None or told.filter(**{f"facts__{name}": value for name, value in facts.items()}).exists():
        return
    facts["claim"] = edition.metric_zh
    notify(NoticeKind.CLAIM_ENDS, to=[owner], about=claim, deal=None, by=None, at=at, **facts)


def _standing(claim: ValueClaim) -> ClaimEdition:
    """The newest edition, with its claim locked; what is retired changes no more."""
    held = ValueClaim.objects.select_for_update().get(pk=claim.pk)
    if held.retired_at is not None:
        raise Refusal("This claim is retired and stays as it was. Put in a new one.")
    last = held.editions.order_by("-number")[0]
    last.claim = held
    return last


def _enter(
    claim: ValueClaim, number: int, since: int, said: Claim, owner: User, note: str, why: str, by: User, at: datetime
) -> ClaimEdition:
    check(said)
    if said.measured_on > timezone.localdate(at):
        raise Refusal(
            "What was measured has been measured already: choose today or an earlier day.", field="measured_on"
        )
    return ClaimEdition.objects.create(
        claim=claim,
        number=number,
        said_since=since,
        metric_zh=said.metric.zh,
        metric_en=said.metric.en,
        ours=said.ours,
        alternative=said.alternative,
        alternative_of_zh=said.alternative_of.zh,
        alternative_of_en=said.alternative_of.en,
        unit=said.unit,
        better=said.better,
        reading=said.reading or "",
        percentile=said.percentile,
        condition_zh=said.condition.zh,
        condition_en=said.condition.en,
        source=said.source,
        origin=said.origin,
        measured_on=said.measured_on,
        valid_until=said.valid_until,
        owner=owner,
        note=note,
        why=why,
        added_at=at,
        added_by=by,
    )
