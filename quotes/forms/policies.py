"""A policy's head and its rules, as an administrator types them."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from quotes.domain.policy import Approver, Figure, Operator, Rule


class PolicyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("The document this policy follows, so that anyone can look it up."),
    )


class PublishForm(forms.Form):
    valid_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day.year > self.today.year + 10:
            raise ValidationError(_("This date is more than ten years away. Check the year."))
        return day


class RuleForm(forms.Form):
    figure = forms.ChoiceField(label=_("Figure"))
    operator = forms.ChoiceField(label=_("Is"))
    threshold = forms.DecimalField(
        label=_("Threshold"), min_value=0, max_value=Decimal("99999999999999"), decimal_places=4, max_digits=18
    )
    approver = forms.ChoiceField(label=_("Asks"))
    reason = forms.CharField(label=_("Because"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name, words in (("figure", Figure), ("operator", Operator), ("approver", Approver)):
            fields[name].choices = [(word.value, _(word.label)) for word in words]
            fields[name].initial = next(iter(words)).value


if TYPE_CHECKING:
    _RuleForms = BaseFormSet[RuleForm]
else:
    _RuleForms = BaseFormSet


class _Rules(_RuleForms):
    def told(self) -> list[Rule]:
        """The rows that are filled in and not struck out, numbered in order."""
        kept = [form.cleaned_data for form in self.forms if form.has_changed() or form.initial]
        return [_rule(position, row) for position, row in enumerate((r for r in kept if not r.get("DELETE")), 1)]


def _rule(position: int, row: dict[str, Any]) -> Rule:
    return Rule(
        position=position,
        figure=Figure(row["figure"]),
        operator=Operator(row["operator"]),
        threshold=row["threshold"],
        approver=Approver(row["approver"]),
        reason=row["reason"],
    )


RuleFormSet = cast(
    type[_Rules],
    formset_factory(RuleForm, formset=_Rules, extra=2, can_delete=True, max_num=40, absolute_max=40, validate_max=True),
)
