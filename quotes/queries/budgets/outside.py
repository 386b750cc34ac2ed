"""The outside view: what budgets turned out to be beside what was sent first, in closed deals of every team."""

from decimal import Decimal

from django.db.models import OuterRef, Subquery

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.refusals import Refusal
from quotes.models import QuoteVersion
from quotes.queries.budgets.prices import in_basis
from stakeholders.domain.budgets.outside import ReferenceClass, reference_class
from stakeholders.domain.budgets.words import OutcomeKind
from stakeholders.models import BudgetOutcome, Deal


def outside_view(deal: Deal) -> ReferenceClass:
    """Two statements. Only budgets that were learnt: what others were awarded would tell how low they went, and a price
    that was paid is less than a budget. No deal is named; what cannot be compared is left out."""
    first = QuoteVersion.objects.first_sent().filter(quote__deal=OuterRef("deal"))
    known = BudgetOutcome.objects.filter(kind=OutcomeKind.BUDGET).exclude(deal=deal)
    latest = known.order_by("deal", "-id").distinct("deal").annotate(first=Subquery(first.values("pk")[:1]))
    outcomes = [one for one in latest if vars(one)["first"] is not None]
    versions = QuoteVersion.objects.in_bulk([vars(one)["first"] for one in outcomes])
    ratios = (_ratio(one, versions[vars(one)["first"]]) for one in outcomes)
    return reference_class([ratio for ratio in ratios if ratio is not None])


def _ratio(outcome: BudgetOutcome, version: QuoteVersion) -> Decimal | None:
    """In the outcome's own basis, so that no rate is needed."""
    try:
        quoted = in_basis(version, (version.gross_total, version.net_total), outcome.basis)
    except Refusal:
        return None
    return EXACT.divide(outcome.amount, quoted) if quoted > 0 else None
