"""A priced form as lines of an offer, unsaved; and what the whole offer comes to with them in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dealdesk.kernel.refusals import Finding, Refusal, Warning_
from quotes.domain.billing.compared import Priced
from quotes.domain.billing.lines import Offered, offered
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.charges import Charge, Prorated, to_json
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.terms import LineTerms, OfferTerms
from quotes.models import PriceItem, QuoteLine
from quotes.queries.billing.candidates import Candidate
from quotes.queries.billing.words import line_name, unit_of


def lines_from(candidate: Candidate, priced: Priced, group: str) -> list[QuoteLine]:
    """A product's line is at the price book's own figures, which the draft says in its currency and tax basis."""
    return [_of_product(candidate.item, one, group) or _free(priced, one, group) for one in offered(priced)]


@dataclass(frozen=True, kw_only=True)
class InPlace:
    """The whole offer with a form in it, or the `problem` that keeps it from being one.

    `gone` are the products whose use the form bills instead, its own among them; `sells` those it still sells by their
    unit.
    """

    offer: PricedOffer | None = None
    problem: Finding | None = None
    gone: frozenset[str] = frozenset()
    sells: frozenset[str] = frozenset()


def with_form(
    terms: OfferTerms, candidate: Candidate, priced: Priced, replaced: Collection[int], group: str
) -> InPlace:
    """The offer with the form in the place of the lines at these positions; a bundle becomes itemised.

    A product's line keeps its product, for its cost may follow the units of it that are sold.
    """
    old = [line for line in terms.lines if line.position in replaced]
    kept = [line for line in terms.lines if line.position not in replaced]
    own = {candidate.item.product.code} if candidate.item else set()
    try:
        new = [_coded(candidate.item, priced, one, group) for one in offered(priced)]
        lines = [*kept, *(replace(line.terms(), columns=old[0].columns if old else ()) for line in new)]
        offer = price(replace(terms, form=Form.ITEMISED, bundle_price=None, lines=_numbered(lines)))
    except Refusal as refused:
        return InPlace(problem=Warning_(message=refused.message, params=refused.params))
    return InPlace(
        offer=offer,
        gone=frozenset({line.product_code for line in old} | own),
        sells=frozenset(line.product_code for line in new),
    )


def _numbered(lines: Sequence[LineTerms]) -> tuple[LineTerms, ...]:
    return tuple(replace(line, position=position) for position, line in enumerate(lines, 1))


def _coded(item: PriceItem | None, priced: Priced, one: Offered, group: str) -> QuoteLine:
    """At the figures of the comparison, which are the draft's, under the product that the line will be one of."""
    line, own = _free(priced, one, group), _of_product(item, one, group)
    line.product_code = own.product_code if own else ""
    return line


def _free(priced: Priced, one: Offered, group: str) -> QuoteLine:
    tariff = priced.tariff
    return QuoteLine(
        position=1,
        group=group,
        description=line_name(tariff, one.part)[:200],
        unit=unit_of(tariff, one.part, one.rate)[:20],
        quantity=one.quantity,
        list_price=one.price,
        vat_rate=tariff.vat_rate,
        charge=to_json(one.charge) if one.charge else None,
    )


def _of_product(item: PriceItem | None, one: Offered, group: str) -> QuoteLine | None:
    """The product's line, where the form is its price times a quantity, or its price model so many times."""
    if item is None:
        return None
    line = QuoteLine.priced(item, one.quantity, group=group)
    model = item.price_model
    if isinstance(one.charge, Prorated) and isinstance(model, Charge):
        line.charge = to_json(replace(one.charge, charge=model))
        return line
    return line if (one.charge is None) == (model is None) else None
