"""A policy's head and its rules, as an administrator types them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, BoundField, formset_factory
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.money import ZERO
from dealdesk.web.numbers import NumberField
from dealdesk.web.refusals import translated
from quotes.domain.policy import (
    MOST_STEPS,
    USUAL,
    Again,
    Approver,
    Choices,
    Condition,
    Figure,
    Mode,
    Nobody,
    Operator,
    Own,
    Person,
    Policy,
    Rule,
    problems,
)
from quotes.domain.policy.choices import modes
from quotes.domain.policy.file import Filed, read_file

if TYPE_CHECKING:
    _FormSet = BaseFormSet["RuleForm"]
else:
    _FormSet = BaseFormSet

MOST_RULES = 40
LARGEST = 200_000
# The endings of a condition's fields: a rule's own has none.
ENDINGS = {1: "", 2: "_2", 3: "_3"}
FIRST_ROW = {"figure", "operator", "threshold", "approver", "step", "reason"}
STEPS = range(1, MOST_STEPS + 1)
CONDITION = ("figure", "operator", "threshold", "group", "smart", "tolerance")


class PolicyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("The document this policy follows, so that anyone can look it up."),
    )


class ChoicesForm(forms.Form):
    """What the policy says of its steps: how each is answered, and what becomes of those that nobody, or only the
    requester, could answer."""

    own = forms.ChoiceField(
        label=_("The requester holds the place that is asked"), choices=[(word.value, _(word.label)) for word in Own]
    )
    nobody = forms.ChoiceField(
        label=_("Nobody holds the place that is asked"), choices=[(word.value, _(word.label)) for word in Nobody]
    )

    again = forms.ChoiceField(
        label=_("One person is asked in two steps"), choices=[(word.value, _(word.label)) for word in Again]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in STEPS:
            self.fields[f"mode_{number}"] = forms.ChoiceField(
                label=_("Step %(number)s") % {"number": number},
                choices=[(word.value, _(word.label)) for word in Mode],
                initial=Mode.ALL.value,
                required=False,
            )

    def steps(self) -> list[BoundField]:
        return [self[f"mode_{number}"] for number in STEPS]

    def chosen(self) -> Choices:
        row = self.cleaned_data
        told = [Mode(row[f"mode_{number}"] or Mode.ALL) for number in STEPS]
        return Choices(own=Own(row["own"]), nobody=Nobody(row["nobody"]), again=Again(row["again"]), modes=modes(told))


def initial_choices(choices: Choices) -> dict[str, Any]:
    told: dict[str, Any] = {"own": choices.own, "nobody": choices.nobody, "again": choices.again}
    return told | {f"mode_{number}": choices.mode(number) for number in STEPS}


class PolicyFileForm(forms.Form):
    """A policy as a file; `filed` is what a good one says."""

    filed: Filed
    people: Sequence[Person] = ()

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".json"}),
        help_text=_("A .json of at most 200 KB, best one exported here."),
    )

    def clean_file(self) -> None:
        told = self.cleaned_data["file"]
        if told.size > LARGEST:
            raise ValidationError(_("The file is larger than 200 KB."))
        try:
            text = told.read().decode()
        except UnicodeDecodeError:
            raise ValidationError(_("The file is not written in UTF-8.")) from None
        filed, wrong = read_file(text, {person.email: person for person in self.people})
        if filed is None:
            raise ValidationError([translated(one.message, dict(one.params)) for one in wrong])
        self.filed = filed


class RuleForm(forms.Form):
    """One rule with room for three conditions."""

    approver = forms.ChoiceField(label=_("Asks"))
    reason = forms.CharField(label=_("Because"), max_length=200)
    step = forms.ChoiceField(
        label=_("Step"), choices=[(str(number), number) for number in STEPS], initial="1", required=False
    )
    owner = forms.CharField(label=_("Who answers for this limit"), max_length=80, required=False)
    logic = forms.CharField(
        label=_("How they go together"),
        max_length=200,
        required=False,
        help_text=_("Such as (1 or 2) and 3; left empty, all of them must hold."),
    )

    def __init__(self, *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self.people = {str(person): person for person in people}
        fields["approver"].choices = [(word.value, _(word.label)) for word in Approver]
        fields["approver"].choices += [(str(person), person.name) for person in people]
        fields["approver"].initial = Approver.TEAM_MANAGER.value
        for number, ending in ENDINGS.items():
            fields |= {f"{name}{ending}": field for name, field in _fields(needed=number == 1).items()}

    def more(self) -> Iterator[tuple[int, list[BoundField]]]:
        """The fields of each condition after the first, by its number."""
        for number, ending in ENDINGS.items():
            if ending:
                yield number, [self[f"{name}{ending}"] for name in CONDITION]

    @property
    def is_simple(self) -> bool:
        """Whether it has one condition, and nothing beyond its first row is wrong."""
        beyond = ("logic", "figure_2", "figure_3")
        return not any(self[name].value() for name in beyond) and set(self.errors) <= FIRST_ROW

    def clean(self) -> None:
        for ending in ENDINGS.values():
            field = f"threshold{ending}"
            named = ending and self.cleaned_data.get(f"figure{ending}")
            if named and field not in self.errors and self.cleaned_data.get(field) is None:
                self.add_error(field, _("Say the threshold of this condition."))

    def rule(self, position: int) -> Rule:
        row = self.cleaned_data
        own, *more = (
            _condition(row, number, ending) for number, ending in ENDINGS.items() if row.get(f"figure{ending}")
        )
        return Rule(
            position=position,
            approver=self.people.get(row["approver"]) or Approver(row["approver"]),
            reason=row["reason"],
            owner=row["owner"],
            logic=row["logic"],
            step=int(row["step"] or 1),
            more=tuple(more),
            **{name: getattr(own, name) for name in CONDITION},
        )


def _fields(*, needed: bool) -> dict[str, forms.Field]:
    figures = [(word.value, _(word.label)) for word in Figure]
    operators = [(word.value, _(word.label)) for word in Operator]
    return {
        "figure": forms.ChoiceField(
            label=_("Figure"),
            choices=figures if needed else [("", "—"), *figures],
            initial=Figure.DISCOUNT_PERCENT.value if needed else "",
            required=needed,
        ),
        "operator": forms.ChoiceField(label=_("Is"), choices=operators, initial=Operator.GT.value, required=needed),
        "threshold": NumberField(label=_("Threshold"), max_digits=18, decimal_places=4, required=needed),
        "group": forms.CharField(label=_("Product group"), max_length=60, required=False),
        "smart": forms.BooleanField(label=_("Only if worse than approved"), required=False),
        "tolerance": NumberField(label=_("Tolerance"), max_digits=18, decimal_places=4, required=False),
    }


def _condition(row: Mapping[str, Any], number: int, ending: str) -> Condition:
    return Condition(
        number=number,
        figure=Figure(row[f"figure{ending}"]),
        operator=Operator(row[f"operator{ending}"] or Operator.GT),
        threshold=row[f"threshold{ending}"],
        group=row[f"group{ending}"],
        smart=row[f"smart{ending}"],
        tolerance=row[f"tolerance{ending}"] or ZERO,
    )


def initial_rules(policy: Policy) -> list[dict[str, Any]]:
    """A draft's rules as its form starts with them."""
    return [_initial(rule) for rule in policy.in_order()]


def _initial(rule: Rule) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(rule, name) for name in ("reason", "owner", "logic")}
    told |= {"step": str(rule.step), "approver": str(rule.approver)}
    for condition in rule.conditions:
        ending = ENDINGS[condition.number]
        told |= {f"{name}{ending}": getattr(condition, name) for name in CONDITION}
        told[f"tolerance{ending}"] = condition.tolerance or None
    return told


class _Rules(_FormSet):
    choices: Choices = USUAL
    groups: frozenset[str] | None = None

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
        told = Policy(number=0, rules=tuple(self.told()), choices=self.choices)
        for problem in problems(told, self.groups):
            sentence = translated(problem.message, dict(problem.params))
            position = problem.params.get("rule")
            if not isinstance(position, int):
                raise ValidationError(sentence)
            form, ending = kept[position - 1], _ending(problem.params.get("condition"))
            field = f"{problem.field}{ending}" if f"{problem.field}{ending}" in form.fields else problem.field
            form.add_error(field if field in form.fields else None, sentence)


def _ending(number: object) -> str:
    return ENDINGS.get(number, "") if isinstance(number, int) else ""


RuleFormSet = formset_factory(
    RuleForm, formset=_Rules, extra=2, can_delete=True, max_num=MOST_RULES, absolute_max=MOST_RULES, validate_max=True
)
