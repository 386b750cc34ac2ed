"""What a contract says of liability: noted in editions, and what we do not sign stands on its checklist at once."""

from datetime import datetime

from django.db import transaction

from contracts.actions.checklists import stop_signing
from contracts.actions.signoffs import ask_anew
from contracts.domain.liability.exposure import Terms, stops
from contracts.models import LiabilityLine, LiabilityTerms
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from stakeholders.actions.deals import hold
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.models import Deal, User


@transaction.atomic
def note_liability(*, deal: Deal, terms: Terms, edition: int | None, by: User, at: datetime) -> LiabilityTerms:
    """The next edition. No cap in all, a cap for each claim alone, and harms without one stop the signing until whoever
    judges such clauses says otherwise."""
    held = hold(deal)
    made = held.checklists.first()
    if made is None:
        raise Refusal("Make the checklist of the contract first: the figures stand there.")
    last = held.liability_terms.first()
    if (last.edition if last else None) != edition:
        raise StaleRefusal(STALE, field="edition")
    kept = LiabilityTerms.objects.create(
        deal=held,
        edition=last.edition + 1 if last else 1,
        basis=terms.basis,
        increased_times=terms.increased_times,
        increased_amount=terms.increased_amount,
        per_claim=terms.per_claim,
        credits_outside=terms.credits_outside,
        indemnity_outside=terms.indemnity_outside,
        one_sided=terms.one_sided,
        waives_adjustment=terms.waives_adjustment,
        excluded=sorted(terms.excluded),
        damages_cap=terms.damages_cap,
        delay_loss=terms.delay_loss,
        delay_source=terms.delay_source,
        turnover=terms.turnover,
        turnover_source=terms.turnover_source,
        noted_at=at,
        noted_by=by,
    )
    LiabilityLine.objects.bulk_create(
        LiabilityLine(terms=kept, harm=line.harm, bucket=line.bucket, loss=line.loss, source=line.source)
        for line in terms.lines
    )
    record("note_liability", on=kept, by=by, at=at, deal=held, edition=kept.edition, basis=kept.basis)
    stop_signing(checklist=made, keys=stops(terms), by=by, at=at)
    ask_anew(deal=held, by=by, at=at)
    return kept
