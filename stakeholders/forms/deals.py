"""Reading deals, and their moves from a request."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from dealdesk.web.forms import EditedForm
from dealdesk.web.numbers import AmountField
from stakeholders.domain.deals import ASKED_FOR, Ending, Ends, LossReason, Stage
from stakeholders.models import Deal

CURRENCIES = [
    ("CNY", _("Renminbi (CNY)")),
    ("USD", _("US dollar (USD)")),
    ("HKD", _("Hong Kong dollar (HKD)")),
    ("EUR", _("Euro (EUR)")),
    ("GBP", _("Pound sterling (GBP)")),
    ("SGD", _("Singapore dollar (SGD)")),
]


class DealForm(EditedForm):
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, initial="CNY")

    class Meta:
        model = Deal
        fields = (
            "name",
            "currency",
            "next_step",
            "next_step_on",
            "budget_freeze_on",
            "expected_close_on",
            "needs",
            "solution",
            "competitor_note",
        )
        labels = {
            "name": _("Deal name"),
            "next_step": _("Next step"),
            "next_step_on": _("Date of the next step"),
            "budget_freeze_on": _("Budget freezes on"),
            "expected_close_on": _("Expected signature"),
            "needs": _("Customer needs"),
            "solution": _("Our solution"),
            "competitor_note": _("Competition"),
        }
        help_texts = {
            "name": _("What they buy, in a few words: product, scale, resolution."),
            "next_step": _("One thing, with a person in it."),
            "budget_freeze_on": _("Leave it empty to use the customer's date."),
            "needs": _("Printed in the proposal."),
            "solution": _(
                "Printed in the proposal, a part on a line: what it is called | what we do | which of their needs it "
                "answers, word for word."
            ),
            "competitor_note": _("Stays with us; never printed for the customer."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in {"needs": 5, "solution": 5, "competitor_note": 3}.items():
            self.fields[name].widget.attrs["rows"] = rows

    def clean_next_step_on(self) -> date | None:
        return self.coming("next_step_on")

    def clean_budget_freeze_on(self) -> date | None:
        return self.coming("budget_freeze_on")

    def clean_expected_close_on(self) -> date | None:
        return self.coming("expected_close_on")

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("next_step") and not values.get("next_step_on") and "next_step_on" not in self.errors:
            self.add_error("next_step_on", ValidationError(_("A next step needs a day: when is it due?")))
        return values


class MoveForm(forms.Form):
    """Where the deal goes, and with what it is closed."""

    to = forms.TypedChoiceField(choices=[(stage.value, stage.value) for stage in Stage], coerce=Stage)
    lost_because = forms.TypedChoiceField(
        label=_("Lost by"),
        choices=[("", _("Choose …")), *choices(ASKED_FOR)],
        coerce=LossReason,
        empty_value="",
        required=False,
    )
    lost_reason = forms.CharField(
        label=_("Why was it lost?"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence that the next deal can learn from."),
    )
    unpriced_because = forms.CharField(
        label=_("Or why no price was named"),
        max_length=200,
        required=False,
        help_text=_("Only where the customer never heard a price from us."),
    )

    def __init__(self, *args: Any, currency: str, closing: str = "", **kwargs: Any) -> None:
        """`closing` says on whose page it stands: what a loss or a signature has to say is not optional there."""
        super().__init__(*args, **kwargs)
        self.fields["last_price"] = AmountField(
            label=_("Last price on the table"), currency=currency, min_value=Decimal("0.01"), sums=True, required=False
        )
        self.fields["lost_because"].required = self.fields["lost_reason"].required = closing == Ends.LOST
        self.fields["last_price"].required = closing == Ends.SIGNED

    def move(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        return {"to": told.pop("to"), "ending": Ending(**told)}
