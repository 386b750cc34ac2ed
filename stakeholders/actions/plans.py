"""The plan to a signature: its milestones, what waits for what, and what all of it comes to, kept with the deal."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.deals import hold
from stakeholders.actions.editions import renew
from stakeholders.actions.journal import record
from stakeholders.actions.privacy import refuse_erased
from stakeholders.domain.plans.leads import LeadTime
from stakeholders.domain.plans.path import critical_path, needed, unknown
from stakeholders.domain.plans.words import USUAL_CHAIN, MilestoneKind
from stakeholders.models import Contact, Deal, Milestone, User
from stakeholders.models.plans import planned, target_of

# More would be a project, and every draw of the simulation is paid for once for each.
MOST = 40


class Told(TypedDict):
    """What a milestone is, apart from what it waits for."""

    kind: MilestoneKind
    name: str
    owner: User | None
    buyer: Contact | None
    lead_p50: int | None
    lead_p80: int | None
    due_on: date | None
    blocker: str
    evidence: str


@transaction.atomic
def begin_plan(deal: Deal, *, names: Mapping[MilestoneKind, str], by: User, at: datetime) -> Deal:
    """The usual milestones, one behind another, named in the reader's language; nobody's lead times come with them."""
    held = hold(deal)
    if held.milestones.exists():
        raise Refusal("This deal has a plan already: change it, or add a milestone to it.")
    before: Milestone | None = None
    for position, kind in enumerate(USUAL_CHAIN, 1):
        made = Milestone.objects.create(
            deal=held, kind=kind, name=names[kind], position=position, created_at=at, updated_at=at
        )
        made.after.set([before] if before else [])
        before = made
    _settle(held, at)
    record("begin_plan", on=held, by=by, at=at, deal=held)
    return held


@transaction.atomic
def add_milestone(
    deal: Deal, *, after: Sequence[Milestone] = (), by: User, at: datetime, **told: Unpack[Told]
) -> Milestone:
    held = hold(deal)
    if held.milestones.count() >= MOST:
        raise Refusal("A plan has at most %(most)s milestones.", most=MOST)
    _check(held, told, after)
    last = held.milestones.aggregate(last=Max("position"))["last"] or 0
    with once(one_signature_a_deal=_signed_twice):
        made = Milestone.objects.create(deal=held, position=last + 1, created_at=at, updated_at=at, **told)
    made.after.set(after)
    refuse_erased([made.buyer] if made.buyer else [], field="buyer")
    _settle(held, at)
    record("add_milestone", on=made, by=by, at=at, deal=held, name=made.name)
    return made


@transaction.atomic
def change_milestone(
    milestone: Milestone,
    *,
    after: Sequence[Milestone],
    edition: int | None = None,
    by: User,
    at: datetime,
    **told: Unpack[Told],
) -> Milestone:
    """`edition` is the one its author read; None asks nobody who was first."""
    held, row = _both(milestone)
    renew(row, edition)
    _check(held, told, after)
    for name, value in told.items():
        setattr(row, name, value)
    row.updated_at = at
    with once(one_signature_a_deal=_signed_twice):
        row.save()
    row.after.set(after)
    _settle(held, at)
    record("change_milestone", on=row, by=by, at=at, deal=held, name=row.name)
    return row


@transaction.atomic
def set_leads(deal: Deal, *, leads: Mapping[int, LeadTime | None], by: User, at: datetime) -> Deal:
    """Lead times of several milestones at once, by their number; one that is not told stays as it is."""
    held = hold(deal)
    rows = list(held.milestones.select_for_update().filter(pk__in=leads.keys()))
    changed = [row for row in rows if row.lead != leads[row.pk]]
    for row in changed:
        lead = leads[row.pk]
        row.lead_p50, row.lead_p80 = (lead.p50, lead.p80) if lead else (None, None)
        row.updated_at, row.edition = at, row.edition + 1
    Milestone.objects.bulk_update(changed, ["lead_p50", "lead_p80", "updated_at", "edition"])
    if changed:
        _settle(held, at)
        record("set_leads", on=held, by=by, at=at, deal=held, milestones=len(changed))
    return held


@transaction.atomic
def finish_milestone(milestone: Milestone, *, by: User, at: datetime) -> Milestone:
    """Done once; whoever says so a second time changes nothing."""
    held, row = _both(milestone)
    if row.done_at:
        return row
    row.done_at, row.done_by, row.updated_at, row.edition = at, by, at, row.edition + 1
    row.save(update_fields=["done_at", "done_by", "updated_at", "edition"])
    _settle(held, at)
    record("finish_milestone", on=row, by=by, at=at, deal=held, name=row.name)
    return row


@transaction.atomic
def reopen_milestone(milestone: Milestone, *, by: User, at: datetime) -> Milestone:
    held, row = _both(milestone)
    if not row.done_at:
        return row
    row.done_at, row.done_by, row.updated_at, row.edition = None, None, at, row.edition + 1
    row.save(update_fields=["done_at", "done_by", "updated_at", "edition"])
    _settle(held, at)
    record("reopen_milestone", on=row, by=by, at=at, deal=held, name=row.name)
    return row


@transaction.atomic
def remove_milestone(milestone: Milestone, *, by: User, at: datetime) -> None:
    """What waited for it waits for what it waited for, so that the chain does not break."""
    held, row = _both(milestone)
    before = list(row.after.all())
    for waiting in row.before.all():
        waiting.after.add(*before)
    record("remove_milestone", on=row, by=by, at=at, deal=held, name=row.name)
    row.delete()
    _settle(held, at)


def _both(milestone: Milestone) -> tuple[Deal, Milestone]:
    """The whole plan is held: only so does nobody close a circle behind another's back."""
    held = hold(milestone.deal)
    row = held.milestones.select_for_update().filter(pk=milestone.pk).first()
    if row is None:
        raise Refusal("Somebody took this milestone out of the plan meanwhile.")
    return held, row


def _check(deal: Deal, told: Told, after: Sequence[Milestone]) -> None:
    if told["buyer"] and told["buyer"].customer_id != deal.customer_id:
        raise Refusal("%(person)s is not a contact of this customer.", field="buyer", person=told["buyer"].name)
    if any(other.deal_id != deal.pk for other in after):
        raise Refusal("A milestone waits only for milestones of its own deal.", field="after")
    if (told["lead_p50"] is None) != (told["lead_p80"] is None):
        raise Refusal("Give both lead times, or neither while nobody knows.", field="lead_p80")
    if told["lead_p50"] is not None and told["lead_p80"] is not None:
        LeadTime(p50=told["lead_p50"], p80=told["lead_p80"])


def _signed_twice() -> Refusal:
    return Refusal("This plan has its signature already: a deal is signed once.", field="kind")


def _settle(deal: Deal, at: datetime) -> None:
    """What the deal's head and the lists read; a circle is refused here, before anything of it is kept."""
    rows = list(deal.milestones.prefetch_related("after"))
    plan = planned(rows)
    target = target_of(rows)
    path = critical_path(plan, target)
    counts = needed(plan, target)
    is_known = bool(rows) and not unknown(one for one in plan if one.key in counts)
    deal.critical_days, deal.planned_on = path.days if is_known else None, timezone.localdate(at)
    deal.save(update_fields=["critical_days", "planned_on"])
