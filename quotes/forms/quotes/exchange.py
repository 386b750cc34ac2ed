"""Another currency than the price book's: at a rate as it was published, either way round, with its day and source."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.currencies import RATE_PLACES, Exchange, other_way
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.numbers import NumberField
from dealdesk.web.refusals import put_into
from quotes.models import QuoteVersion
from stakeholders.forms.deals import CURRENCIES

# A rate is published for one unit of the foreign currency; some lists have it for one of ours.
OF_THE_QUOTE, OF_THE_BOOK = "quote", "book"
WAYS = [
    (OF_THE_QUOTE, _("as 1 USD = 7.16 CNY")),
    (OF_THE_BOOK, _("as 1 CNY = 0.14 USD")),
]
RATE = ("fx_rate", "fx_on", "fx_source")


class ExchangeFields(forms.Form):
    currency = forms.ChoiceField(
        label=_("Currency of the quote"), required=False, choices=[("", _("The price book's")), *CURRENCIES]
    )
    fx_rate = NumberField(label=_("Exchange rate"), max_digits=20, decimal_places=RATE_PLACES, required=False)
    fx_way = forms.ChoiceField(label=_("The rate is written"), required=False, choices=WAYS)
    fx_on = forms.DateField(
        label=_("Day of the rate"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as 2026-11-24.")},
    )
    fx_source = forms.CharField(
        label=_("Where the rate is from"),
        required=False,
        max_length=QuoteVersion._meta.get_field("fx_source").max_length,
        help_text=_("Such as: central parity rate, Bank of China."),
    )

    def exchange_from(self, book_currency: str, today: Any) -> Exchange | None:
        """None for the price book's own currency, and where something is wrong, which is then said by its field."""
        given = self.cleaned_data
        if "currency" in self.errors:
            return None
        currency = given["currency"] or book_currency
        if currency == book_currency:
            if given.get("fx_rate") is not None:
                message = _("The price book is in %(currency)s already: leave the rate empty.")
                self.add_error("fx_rate", ValidationError(message, params={"currency": book_currency}))
            return None
        for name in RATE:
            if given.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, ValidationError(_("A quote in another currency needs it: it stays as it is.")))
        if given.get("fx_on") and given["fx_on"] > today:
            self.add_error("fx_on", ValidationError(_("A rate of a day to come is not known yet.")))
        return None if any(name in self.errors for name in RATE) else self._exchange(book_currency, currency)

    def _exchange(self, book_currency: str, currency: str) -> Exchange | None:
        given = self.cleaned_data
        try:
            return Exchange(
                source_currency=book_currency,
                target_currency=currency,
                rate=self._rate(given["fx_rate"], given.get("fx_way") or OF_THE_QUOTE),
                on=given["fx_on"],
                source=given["fx_source"],
            )
        except Refusal as refusal:
            put_into(self, refusal)
            return None

    def _rate(self, typed: Decimal, way: str) -> Decimal:
        """From one unit of the price book's currency on; the other way round it is rounded as it is stored."""
        return other_way(typed) if typed and way == OF_THE_QUOTE else typed
