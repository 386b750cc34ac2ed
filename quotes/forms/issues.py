"""An issue of a deal and its outcomes, as people type them."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.forms import EditedForm
from dealdesk.web.numbers import AmountField, PercentField, shortest
from dealdesk.web.refusals import sentence
from quotes.domain.issues.options import LEAST_OPTIONS, MOST_OPTIONS, IssueTerms, Option, Span, Tier
from quotes.domain.negotiation import Issue
from quotes.models import DealIssue

if TYPE_CHECKING:
    _FormSet = BaseFormSet["OptionForm"]
else:
    _FormSet = BaseFormSet

# 10 % × 2 %: a credit and the chance of it.
TIER = re.compile(r"(\d+(?:\.\d+)?)\s*%?\s*[×xX*]\s*(\d+(?:\.\d+)?)\s*%?")
EXTREME = Decimal(1_000_000_000_000)


class IssueForm(EditedForm):
    """What it is about is chosen once; an issue that is on the list keeps its word."""

    class Meta:
        model = DealIssue
        fields = ("issue", "note")
        labels = {"issue": _("Issue"), "note": _("Who cares, and why")}

    def __init__(self, *args: Any, taken: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["issue"]
        if self.instance.pk:
            del self.fields["issue"]
        else:
            field.choices = [(value, text) for value, text in field.choices if value not in taken]

    def issue(self) -> Issue:
        return Issue(self.instance.issue or self.cleaned_data["issue"])


def estimate(label: Any) -> AmountField:
    return AmountField(label=label, required=False, min_value=-EXTREME, max_digits=16, sums=True)


class OptionForm(forms.Form):
    key = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Choice"), max_length=120)
    cost = estimate(_("Costs us"))
    worth_low = estimate(_("Worth to them, from"))
    worth_high = estimate(_("to"))
    tiers = forms.CharField(label=_("Credits"), required=False, max_length=200)
    source = forms.CharField(label=_("Where the figures come from"), required=False, max_length=200)
    is_target = forms.BooleanField(label=_("Aimed at"), required=False)
    is_floor = forms.BooleanField(label=_("Our limit"), required=False)
    is_today = forms.BooleanField(label=_("Stands today"), required=False)

    def __init__(self, *args: Any, currency: str = "CNY", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("cost", "worth_low", "worth_high"):
            fields[name].currency = currency

    def clean_tiers(self) -> tuple[Tier, ...]:
        """One credit a piece: share of a month's fee × chance, in percent."""
        parts = [part.strip() for part in re.split(r"[;；,，\n]", self.cleaned_data["tiers"]) if part.strip()]
        found = [TIER.fullmatch(part) for part in parts]
        if not all(found):
            raise ValidationError(_("Write each credit and its chance like 10 % × 2 %, with a semicolon between two."))
        try:
            return tuple(Tier(share=Decimal(one[1]), chance=Decimal(one[2])) for one in found if one)
        except Refusal as refusal:
            raise ValidationError(sentence(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        low, high = self.cleaned_data.get("worth_low"), self.cleaned_data.get("worth_high")
        if not self.errors and low is not None and high is not None and low > high:
            self.add_error("worth_high", _("The lower estimate is not above the higher one."))
        return self.cleaned_data

    def told(self) -> Option:
        """One figure of two is both: somebody who names one number knows it."""
        row = self.cleaned_data
        ends = [end for end in (row["worth_low"], row["worth_high"]) if end is not None]
        return Option(
            key=row["key"],
            name=row["name"],
            cost=row["cost"],
            worth=Span(low=min(ends), high=max(ends)) if ends else None,
            tiers=row["tiers"],
            source=row["source"],
            is_target=row["is_target"],
            is_floor=row["is_floor"],
            is_today=row["is_today"],
        )


class _Options(_FormSet):
    def kept(self) -> list["OptionForm"]:
        """The rows that stand in the list already or are filled in, and are not struck out."""
        told = [form for form in self.forms if form.has_changed() or not form.empty_permitted]
        return [form for form in told if form not in self.deleted_forms]

    def told(self) -> list[Option]:
        return [form.told() for form in self.kept()]

    def problems(self, issue: Issue) -> None:
        """What the outcomes lack together, beside the row it is about, or above all of them."""
        try:
            IssueTerms(issue=issue, options=tuple(self.told()))
        except Refusal as refusal:
            named = [form for form in self.kept() if form.cleaned_data["name"] == refusal.params.get("name")]
            if named:
                named[0].add_error(refusal.field, sentence(refusal))
            else:
                self.non_form_errors().append(sentence(refusal))

    @property
    def is_good(self) -> bool:
        return not self.non_form_errors() and not any(form.errors for form in self.kept())


OptionFormSet = formset_factory(
    OptionForm,
    formset=_Options,
    extra=LEAST_OPTIONS,
    can_delete=True,
    max_num=MOST_OPTIONS,
    absolute_max=MOST_OPTIONS + LEAST_OPTIONS,
    validate_max=True,
)


def first_options(row: DealIssue) -> list[dict[str, Any]]:
    """What the rows start with: the outcomes as they are stored."""
    return [
        {
            "key": option.key,
            "name": option.name,
            "cost": option.cost,
            "worth_low": option.worth and option.worth.low,
            "worth_high": option.worth and option.worth.high,
            "tiers": "；".join(f"{shortest(tier.share)}% × {shortest(tier.chance)}%" for tier in option.tiers),
            "source": option.source,
            "is_target": option.is_target,
            "is_floor": option.is_floor,
            "is_today": option.is_today,
        }
        for option in row.value().options
    ]


class WaitingForm(forms.Form):
    """What one more round costs either side, in percent of what there is to share."""

    ours = PercentField(label=_("A round costs us"), decimal_places=4)
    theirs = PercentField(label=_("A round costs them"), decimal_places=4)
