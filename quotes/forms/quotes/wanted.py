"""A price or an amount that somebody wants to see, typed where the discount is: read, and worked back."""

from django.utils.translation import gettext

from dealdesk.kernel.formats import quantity, unit_price
from dealdesk.web.numbers import plain
from quotes.domain.pricing.reverse import Reversed, discount_for_total, discount_for_unit_price
from quotes.domain.pricing.terms import LineTerms, OfferTerms
from quotes.forms.quotes.lines import line_field


def is_wanted_price(typed: str) -> bool:
    """=6800 in a cell for a discount is the unit price that is wanted."""
    return plain(typed).startswith("=")


def wanted_price(typed: str, line: LineTerms, terms: OfferTerms) -> Reversed:
    """Raises ValidationError for what is no price, Refusal for a price that no discount leads to."""
    return discount_for_unit_price(line, line_field("list_price", terms.currency).clean(typed), terms)


def wanted_total(typed: str, line: LineTerms, terms: OfferTerms) -> Reversed:
    """The same for what the line shall come to."""
    return discount_for_total(line, line_field("total", terms.currency).clean(typed), terms)


def note_of(found: Reversed) -> str:
    """Nothing where the wish came true to the last digit."""
    if found.is_exact:
        return ""
    figures = {
        "discount": quantity(found.discount),
        "wanted": unit_price(found.wanted),
        "gives": unit_price(found.gives),
    }
    return gettext("%(discount)s %% comes nearest to %(wanted)s: it gives %(gives)s.") % figures
