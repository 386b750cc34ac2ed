"""A priced form as lines of an offer, unsaved; and what the whole offer comes to with them in it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

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


def with_form(terms: OfferTerms, priced: Priced, replaced: Collection[int], group: str) -> PricedOffer:
    """The offer with the form in the place of the lines at these positions; a bundle becomes itemised."""
    new = [_free(priced, one, group) for one in offered(priced)]
    kept = [line for line in terms.lines if line.position not in replaced]
    columns = next((line.columns for line in terms.lines if line.position in replaced), ())
    lines = [*kept, *(replace(line.terms(), columns=columns) for line in new)]
    return price(replace(terms, form=Form.ITEMISED, bundle_price=None, lines=_numbered(lines)))


def _numbered(lines: Sequence[LineTerms]) -> tuple[LineTerms, ...]:
    return tuple(replace(line, position=position) for position, line in enumerate(lines, 1))


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
