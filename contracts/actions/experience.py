"""What a contract promises of how it feels, as it is read from it."""

from datetime import datetime

from django.db import transaction

from contracts.actions.signoffs import ask_anew
from contracts.domain.sla.experience import Promise
from contracts.models import ExperiencePromise
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from stakeholders.actions.deals import hold
from stakeholders.actions.journal import record
from stakeholders.models import Deal, User

# More promises than these are read by nobody.
MOST = 30


@transaction.atomic
def add_promise(*, deal: Deal, promise: Promise, source: str, by: User, at: datetime) -> ExperiencePromise:
    held = hold(deal)
    if held.experience.standing().count() >= MOST:
        raise Refusal("There are %(most)s promises: strike one out first.", most=MOST)
    made = ExperiencePromise.objects.create(
        deal=held,
        metric=promise.metric,
        value=promise.value,
        pause=promise.pause,
        platform=promise.platform or "",
        denominator=promise.denominator or "",
        percentile=promise.percentile,
        source=source,
        added_at=at,
        added_by=by,
    )
    record("add_promise", on=made, by=by, at=at, deal=held, metric=made.metric)
    ask_anew(deal=held, by=by, at=at)
    return made


@transaction.atomic
def strike_promise(*, promise: ExperiencePromise, by: User, at: datetime) -> None:
    """The contract does not say it any more."""
    deal = hold(promise.deal)
    held = ExperiencePromise.objects.select_for_update().get(pk=promise.pk)
    if held.struck_at is not None:
        raise StaleRefusal("This promise was struck out already.")
    held.struck_at, held.struck_by = at, by
    held.save(update_fields=["struck_at", "struck_by"])
    record("strike_promise", on=held, by=by, at=at, deal=deal, metric=held.metric)
    ask_anew(deal=deal, by=by, at=at)
