"""What is kept of an offer's cost, in the transaction that submits it; the journal row is that of the submission."""

from datetime import datetime
from secrets import token_hex

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.domain.costs.offer import offer_cost
from quotes.domain.costs.stored import content_hash, kept
from quotes.domain.pricing.checks import TRILLION
from quotes.domain.pricing.engine import price
from quotes.models import CostBasis, CostModel, CostModelVersion, CostSnapshot, QuoteVersion, VersionUsage
from quotes.models.costs import inputs_of
from quotes.models.costs.kept import columns_of
from stakeholders.actions.deals import refuse_when_closed
from stakeholders.actions.journal import record
from stakeholders.models import Deal, User


@transaction.atomic
def choose_cost_model(*, deal: Deal, model: CostModel, by: User, at: datetime) -> CostBasis:
    """Which model the deal's drafts are held against from now on; what was submitted keeps what it was weighed with."""
    refuse_when_closed(deal)
    if not CostModelVersion.objects.in_force(timezone.localdate(at)).filter(model=model).exists():
        raise StaleRefusal("This cost model is not in force today: choose another.", field="model")
    basis = CostBasis.objects.create(deal=deal, model=model, chosen_at=at, chosen_by=by)
    record("choose_cost_model", on=basis, by=by, at=at, deal=deal, name=model.name)
    return basis


def keep_cost(version: QuoteVersion, by: User, at: datetime) -> CostSnapshot | None:
    """Freezes what stands behind a submitted version, with the cost model in force on the day it was submitted.

    None where nobody has said what the customer will use, or which of several cost models is meant, and where it would
    come to a trillion.
    """
    if version.is_draft or version.frozen_at is None:
        raise Refusal("A draft's cost moves with it: it is kept when the version is submitted.")
    usage = VersionUsage.objects.filter(version=version).select_related("scenario", "series").first()
    model = _model_of(version)
    if usage is None or model is None or CostSnapshot.objects.filter(version=version).exists():
        return None
    inputs = inputs_of(version, price(version.terms()), usage, model)
    found = offer_cost(inputs)
    columns = columns_of(found)
    if any(columns[name] is not None and columns[name] >= TRILLION for name in ("cost", "floor", "target")):
        # Usage beyond all measure. Refusing would tell, by trial, what a unit of it costs.
        return None
    # What it is hashed with is shown to those who may not see it.
    content = {**kept(inputs, found), "salt": token_hex(16)}
    return CostSnapshot.objects.create(
        version=version,
        model_version=model,
        content=content,
        content_hash=content_hash(content),
        kept_at=at,
        kept_by=by,
        **columns,
    )


def _model_of(version: QuoteVersion) -> CostModelVersion | None:
    """The one version that was in force for the deal on the day the offer was submitted, of the model that had been
    chosen by then: what was chosen later says nothing of an offer that was out, however late its use is told."""
    day = timezone.localdate(version.frozen_at)
    in_force = CostModelVersion.objects.for_deal(version.quote.deal_id, day, version.frozen_at)
    found = list(in_force.select_related("model").prefetch_related("rows")[:2])
    return found[0] if len(found) == 1 else None
