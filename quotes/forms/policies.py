"""A policy's head and its rules, as an administrator types them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dealdesk.web.numbers import NumberField
from dealdesk.web.refusals import translated
from quotes.domain.policy import Approver, Figure, Operator, Policy, Rule, problems

if TYPE_CHECKING:
    _FormSet = BaseFormSet["RuleForm"]
else:
    _FormSet = BaseFormSet

MOST_RULES = 40


class PolicyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("The document this policy follows, so that anyone can look it up."),
    )


class RuleForm(forms.Form):
    figure = forms.ChoiceField(label=_("Figure"))
    operator = forms.ChoiceField(label=_("Is"))
    threshold = NumberField(label=_("Threshold"), max_digits=18, decimal_places=4)
    approver = forms.ChoiceField(label=_("Asks"))
    reason = forms.CharField(label=_("Because"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name, words in (("figure", Figure), ("operator", Operator), ("approver", Approver)):
            fields[name].choices = [(word.value, _(word.label)) for word in words]
            fields[name].initial = next(iter(words)).value

    def rule(self, position: int) -> Rule:
        row = self.cleaned_data
        return Rule(
            position=position,
            figure=Figure(row["figure"]),
            operator=Operator(row["operator"]),
            threshold=row["threshold"],
            approver=Approver(row["approver"]),
            reason=row["reason"],
        )


class _Rules(_FormSet):
    def kept(self) -> list[RuleForm]:
        """The rows that are filled in and not struck out."""
        return [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]

    def told(self) -> list[Rule]:
        return [form.rule(position) for position, form in enumerate(self.kept(), 1)]

    def clean(self) -> None:
        """Everything the rules contradict each other in, each beside the rule it is found in."""
        if any(form.errors for form in self.kept()):
            return
        kept = self.kept()
        for problem in problems(Policy(number=0, rules=tuple(self.told()))):
            sentence = translated(problem.message, dict(problem.params))
            position = problem.params.get("rule")
            if not isinstance(position, int):
                raise ValidationError(sentence)
            field = problem.field if problem.field in RuleForm.base_fields else None
            kept[position - 1].add_error(field, sentence)


RuleFormSet = formset_factory(
    RuleForm, formset=_Rules, extra=2, can_delete=True, max_num=MOST_RULES, absolute_max=MOST_RULES, validate_max=True
)
