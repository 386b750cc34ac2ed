"""What is promised, what was delivered in a month, and the log it is replayed from."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contracts.domain.delivered import PromiseKind
from contracts.models import IncidentLog, SlaWording
from dealdesk.web.forms import choose_from, near
from dealdesk.web.numbers import NumberField


def _source() -> forms.CharField:
    return forms.CharField(
        label=_("Where it comes from"), max_length=200, help_text=_("So that anyone can look it up.")
    )


def _figure(label: Any) -> NumberField:
    return NumberField(label=label, min_value=Decimal(0), max_digits=17, decimal_places=5)


class PromiseForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is promised"), choices=[(word.value, _(word.label)) for word in PromiseKind])
    name = forms.CharField(
        label=_("Figure of"), max_length=80, required=False, help_text=_("With its unit, percentile and platform.")
    )
    figure = _figure(_("Promised figure"))
    at_most = forms.BooleanField(label=_("Less is better: it is the most that may be"), required=False)
    source = _source()

    def clean_kind(self) -> PromiseKind:
        return PromiseKind(self.cleaned_data["kind"])


class DeliveredForm(forms.Form):
    month = forms.DateField(
        label=_("Month"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Any day of a month that has ended."),
    )
    figure = _figure(_("Delivered"))
    source = _source()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_month(self) -> date:
        return near(self.cleaned_data["month"], self.today)


class ChosenWordingForm(forms.Form):
    """How the contract words its availability, once for all its months."""

    # None is chosen beforehand: what months give back would follow from a list's first row.
    wording = forms.ModelChoiceField(
        SlaWording.objects.none(), label=_("How the contract words it"), empty_label=_("Choose …")
    )
    source = _source()
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, wordings: QuerySet[SlaWording], drawn: SlaWording | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "wording", wordings)
        if drawn is not None:
            self.fields["wording"].help_text = _(
                "Delivery drew its figure under %(name)s: take that only where the contract says the same."
            ) % {"name": drawn.name}


class ReplayDeliveredForm(forms.Form):
    log = forms.ModelChoiceField(IncidentLog.objects.none(), label=_("Incident log"), empty_label=None)

    def __init__(self, *args: Any, logs: QuerySet[IncidentLog], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "log", logs)
