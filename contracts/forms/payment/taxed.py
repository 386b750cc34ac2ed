"""A competitor's price to set beside ours, and what is added to a contract."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.domain.payment.taxes import Offered
from dealdesk.kernel.percent import Percent
from dealdesk.web.forms import near
from dealdesk.web.numbers import AmountField, PercentField
from quotes.domain.invoicing import Invoice


class TheirsForm(forms.Form):
    gross = AmountField(label=_("Their price, with tax"), required=False)
    rate = PercentField(label=_("Their VAT rate"), required=False)
    invoice = forms.ChoiceField(
        label=_("Their invoice"), required=False, choices=[(word.value, _(word.label)) for word in Invoice]
    )
    credits = forms.BooleanField(label=_("They can credit input VAT"), required=False)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gross"].currency = currency  # type: ignore[attr-defined]

    def offered(self) -> Offered | None:
        """None before a price and its rate were typed."""
        if not self.is_valid():
            return None
        told = self.cleaned_data
        if not told["gross"] or told["rate"] is None:
            return None
        invoice = Invoice(told["invoice"] or Invoice.SPECIAL)
        return Offered(gross=told["gross"], rate=Percent(told["rate"]), invoice=invoice)


class SupplementForm(forms.Form):
    what = forms.CharField(label=_("What is added"), max_length=120)
    amount = AmountField(label=_("Amount, with tax"))
    agreed_on = forms.DateField(label=_("Agreed on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, currency: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["amount"].currency = currency  # type: ignore[attr-defined]

    def clean_agreed_on(self) -> date:
        return near(self.cleaned_data["agreed_on"], self.today)
