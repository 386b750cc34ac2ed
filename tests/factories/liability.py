"""What the contract of Ada's deal says of liability."""

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

from contracts.actions.liability import note_liability
from contracts.domain.liability.exposure import Line, Terms
from contracts.domain.liability.words import Basis, Bucket, Harm
from contracts.models import LiabilityTerms
from stakeholders.models import Deal, User
from tests.factories.stakeholders import NOW

LINES = (
    Line(harm=Harm.SERVICE, bucket=Bucket.GENERAL, loss=D(300_000), source="去年一场直播中断的索赔"),
    Line(harm=Harm.DATA, bucket=Bucket.INCREASED, loss=D(5_000_000), source="同业公开处罚"),
    Line(harm=Harm.INJURY, bucket=Bucket.UNLIMITED, loss=D(0), source="业务不涉及人身"),
)
TERMS = Terms(basis=Basis.PAYABLE, lines=LINES, increased_times=D(2))


def noted(deal: Deal, by: User, **changed: Any) -> LiabilityTerms:
    last = deal.liability_terms.first()
    edition = last.edition if last else None
    return note_liability(deal=deal, terms=replace(TERMS, **changed), edition=edition, by=by, at=NOW)
