"""A text of law, as legal types it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.domain.statutes import FIGURES, Rule
from dealdesk.web.forms import near
from dealdesk.web.numbers import NumberField


class StatuteForm(forms.Form):
    instrument = forms.CharField(label=_("Law or regulation"), max_length=120)
    article = forms.CharField(label=_("Article"), max_length=40)
    in_force_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    source = forms.CharField(
        label=_("Where it comes from"), max_length=300, help_text=_("So that anyone can look it up.")
    )
    says = forms.CharField(
        label=_("What it says"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In your own words; only the text itself holds."),
    )  # fmt: skip

    def __init__(self, *args: Any, rule: Rule, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.named = FIGURES[rule]
        for name in self.named:
            self.fields[name.value] = NumberField(
                label=_(name.label), min_value=Decimal(0), max_digits=12, decimal_places=4
            )

    @property
    def figures(self) -> list[forms.BoundField]:
        return [self[name.value] for name in self.named]

    def clean_in_force_from(self) -> date:
        return near(self.cleaned_data["in_force_from"], self.today)

    def clean(self) -> dict[str, Any]:
        """The figures together, beside what every text has."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        figures = {name.value: given.pop(name.value) for name in self.named if name.value in given}
        return {**given, "figures": figures}
