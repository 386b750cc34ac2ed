"""Which of a deal's scenarios and readings a version's cost is reckoned from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import choose_from
from quotes.models import UsageScenario, UsageSeries
from stakeholders.models import Deal


class UsageChoiceForm(forms.Form):
    scenario = forms.ModelChoiceField(
        label=_("Scenario"),
        queryset=UsageScenario.objects.none(),
        empty_label=_("Choose …"),
        help_text=_("What a stream takes, who is in a room, and what is recorded."),
    )
    series = forms.ModelChoiceField(
        label=_("Readings"),
        queryset=UsageSeries.objects.none(),
        empty_label=_("None: as the scenario says"),
        required=False,
        help_text=_("With readings, how much is used is theirs."),
    )

    def __init__(self, *args: Any, deal: Deal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "scenario", UsageScenario.objects.current().filter(deal=deal))
        choose_from(self, "series", UsageSeries.objects.current().listed().filter(deal=deal))
