"""What an offer holds beside what else is on sale, and what of a deal's solution its documents may therefore say."""

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from quotes.domain.holding import Beyond, Held, Item, beyond, within
from quotes.models.lines import QuoteLine
from quotes.models.pricebooks import PriceItem
from quotes.models.quotes import QuoteVersion


def held_by(version: QuoteVersion) -> Held:
    """One statement. What is sold under another name is the same by its code."""
    lines = QuoteLine.objects.filter(version=version)
    others = QuoteLine.objects.filter(version__quote__deal=version.quote.deal_id).exclude(version=version)
    items = PriceItem.objects.filter(version=version.price_book_id)
    found = _named(lines, "description", "product__family", is_held=True).union(
        _named(lines, "product__name", "group", is_held=True),
        _named(others, "description", "product__family", is_held=False),
        items.annotate(
            called=F("product__name"), kin=F("product__family"), code=F("product__code"), is_held=Value(False)
        ).values_list("called", "kin", "code", "is_held"),
    )
    told = [(Item(called, kin), code, is_held) for called, kin, code, is_held in found.order_by()]
    mine = {code for _item, code, is_held in told if is_held and code}
    return Held(
        items=frozenset(item for item, _code, is_held in told if is_held),
        others=frozenset(item for item, code, is_held in told if not is_held and code not in mine),
        service=version.service(),
    )


def solution_of(version: QuoteVersion) -> str:
    """The rows of the deal's solution that this offer holds: no paper promises what is not in it. One statement where
    the deal says any."""
    said = version.quote.deal.solution
    return within(said, held_by(version)) if said.strip() else ""


def beyond_of(version: QuoteVersion) -> tuple[Beyond, ...]:
    """The rows that are left out, and why. One statement where the deal says any."""
    said = version.quote.deal.solution
    return beyond(said, held_by(version)) if said.strip() else ()


def _named(
    lines: QuerySet[QuoteLine], name: str, kin: str, *, is_held: bool
) -> QuerySet[QuoteLine, tuple[str, str, str, bool]]:
    told = {"called": Coalesce(F(name), Value("")), "kin": Coalesce(F(kin), Value("")), "code": F("product_code")}
    return lines.order_by().annotate(**told, is_held=Value(is_held)).values_list("called", "kin", "code", "is_held")
