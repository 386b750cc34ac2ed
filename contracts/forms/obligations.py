"""What a contract says of its own life, and what is entered, moved and settled of what follows from it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contracts.domain.obligations.deriving import MOST_DAYS
from contracts.domain.obligations.words import ObligationKind, ObligationState, Side
from contracts.domain.renewals import UpliftKind, UpliftRule
from contracts.models import ContractLife, Obligation
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.forms import EditedForm, choose_from
from dealdesk.web.forms import near as within_reach
from dealdesk.web.numbers import PercentField
from dealdesk.web.refusals import put_into
from stakeholders.models import User

SAID = {"": None, "yes": True, "no": False}
DAYS = ("notice_days", "exit_days", "report_days", "claim_days")


class LifeForm(EditedForm):
    renews = forms.ChoiceField(
        label=_("Goes on by itself"),
        choices=[("", _("Not known yet")), ("yes", _("Yes")), ("no", _("No"))],
        required=False,
    )

    uplift = forms.ChoiceField(
        label=_("Price of a renewal"),
        choices=[("", _("Not known yet")), *((word.value, _(word.label)) for word in UpliftKind)],
        required=False,
    )
    uplift_points = PercentField(label=_("Points on top"), decimal_places=4, required=False)
    uplift_cap = PercentField(label=_("At most, in points"), decimal_places=4, required=False)

    class Meta:
        model = ContractLife
        fields = ("begins_on", "renews", *DAYS, "uplift", "uplift_points", "uplift_cap", "source")
        labels = {
            "begins_on": _("First day of the contract"),
            "notice_days": _("Days of notice before the end"),
            "exit_days": _("Days after the end until data is deleted"),
            "report_days": _("Working days after a month until it is reported on"),
            "claim_days": _("Days after a month in which credits are claimed"),
            "source": _("Where it stands"),
        }
        help_texts = {
            "notice_days": _("Empty while nobody knows. The last day is told as the end of a working day."),
            "report_days": _("Empty where no reports were promised."),
            "source": _("Article and page of the signed contract."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["renews"] = {None: "", True: "yes", False: "no"}[self.instance.renews]
        for name in DAYS:
            self.fields[name].widget.attrs["max"] = MOST_DAYS
        self.fields["source"].required = True

    def clean_begins_on(self) -> date | None:
        return self.near("begins_on")

    def clean(self) -> dict[str, Any]:
        """The three that say what a renewal costs are one rule."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        word, points, cap = (given.pop(name, None) for name in ("uplift", "uplift_points", "uplift_cap"))
        given["uplift"] = None
        if word and not self.errors:
            try:
                given["uplift"] = UpliftRule(kind=UpliftKind(word), points=_points(points), cap=_points(cap))
            except Refusal as refusal:
                put_into(self, refusal)
        return given

    def clean_renews(self) -> bool | None:
        return SAID[self.cleaned_data["renews"]]


def _points(told: Decimal | None) -> Percent | None:
    return None if told is None else Percent(told)


class ObligationForm(EditedForm):
    """Kind, side and amount are told once; what follows by itself has them already."""

    class Meta:
        model = Obligation
        fields = ("kind", "side", "note", "due_on", "amount", "owner", "source")
        labels = {
            "kind": _("What it is about"),
            "side": _("Whose it is"),
            "note": _("What is to be done"),
            "due_on": _("Last day"),
            "amount": _("Amount, tax included"),
            "owner": _("Who looks after it"),
            "source": _("Where it stands"),
        }
        help_texts = {
            "due_on": _("In time until the end of this day."),
            "source": _("Article and page of the signed contract."),
        }

    def __init__(self, *args: Any, owners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "owner", owners)
        if self.instance.pk is not None:
            for name in ("kind", "side", "amount"):
                del self.fields[name]

    def clean_kind(self) -> ObligationKind:
        return ObligationKind(self.cleaned_data["kind"])

    def clean_side(self) -> Side:
        return Side(self.cleaned_data["side"])

    def clean_due_on(self) -> date | None:
        return self.near("due_on")


class SettleForm(forms.Form):
    to = forms.ChoiceField(
        label=_("How it ends"),
        choices=[(word.value, _(word.label)) for word in (ObligationState.DONE, ObligationState.WAIVED)],
        initial=ObligationState.DONE,
        widget=forms.RadioSelect,
    )
    settled_on = forms.DateField(label=_("On"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    outcome = forms.CharField(
        label=_("Evidence or reason"),
        max_length=300,
        help_text=_("A bank slip, a receipt, a mail with its day; or why nobody has to do it any more."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_to(self) -> ObligationState:
        return ObligationState(self.cleaned_data["to"])

    def clean_settled_on(self) -> date:
        return within_reach(self.cleaned_data["settled_on"], self.today)
