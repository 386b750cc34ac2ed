"""Being away, as whoever is away types it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import near
from dealdesk.web.numbers import PercentField
from stakeholders.models import User


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class DelegationForm(forms.Form):
    to = forms.ChoiceField(label=_("Who decides instead"))
    starts_on = _day(_("From"))
    ends_on = _day(_("Until, included"))
    most_points = PercentField(
        label=_("At most off list"),
        required=False,
        decimal_places=4,
        max_value=Decimal(100),
        help_text=_("Deeper offers wait for you. Empty: any depth."),
    )
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("It stands beside what is handed on."))

    def __init__(self, *args: Any, people: Sequence[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.people = {str(person.pk): person for person in people}
        named = [(key, person.name) for key, person in self.people.items()]
        cast(forms.ChoiceField, self.fields["to"]).choices = [("", _("Choose …")), *named]

    def clean_to(self) -> User:
        return self.people[self.cleaned_data["to"]]

    def clean_starts_on(self) -> date:
        return near(self.cleaned_data["starts_on"], self.today)

    def clean_ends_on(self) -> date:
        return near(self.cleaned_data["ends_on"], self.today)
