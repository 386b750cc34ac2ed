"""What packages are to be worth to us, as it is asked in the address."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.numbers import AmountField


class MesoForm(forms.Form):
    value = AmountField(
        label=_("Worth to us"),
        required=False,
        min_value=Decimal("0.01"),
        sums=True,
        help_text=_("What each package leaves us: its total less what its outcomes cost us."),
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["value"].currency = currency
