"""Why a file says nothing of what its offer is worth."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from quotes.domain.papers import SECTIONS, Section, composition_from
from quotes.domain.pricing.engine import price
from quotes.domain.proposals import Kind
from quotes.models import ProposalExport, ProposalFile, QuoteVersion
from quotes.queries.rivals.whole import Whole, laid_beside, least
from quotes.queries.value.case import left_out


def without_value(export: ProposalExport, today: date) -> str:
    """In words that say what mends it; "" where it says it, or nobody wanted it to. As many statements as a document
    asks for its value, and one, and three where offers of others were chosen."""
    composition = composition_from(export.composition)
    parts = composition.sections or SECTIONS[Kind(export.kind)]
    if Section.VALUE not in parts:
        return ""
    said = list(ProposalFile.objects.filter(export=export).values_list("snapshot__worth", flat=True))
    if any(said):
        return ""
    why = left_out(export.version, today, _shown(export.version, composition.rivals))
    return why or (gettext("It can be told by now: order the file again.") if said else "")


def _shown(version: QuoteVersion, chosen: Sequence[int]) -> Whole | None:
    return least(laid_beside(version.quote.deal, price(version.terms()), chosen)) if chosen else None
