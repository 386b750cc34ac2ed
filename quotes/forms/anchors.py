"""Which closed deals are comparable, as it is asked in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class RangeForm(forms.Form):
    product = forms.TypedChoiceField(label=_("Reckoned by"), coerce=int, required=False, empty_value=None)
    alike = forms.BooleanField(label=_("Only this industry"), required=False)

    def __init__(self, *args: Any, products: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["product"].choices = products
