"""The terms beside the lines, as one form; and the switch between items and one price as another."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from dealdesk.web.forms import ReadingForm
from dealdesk.web.numbers import AmountField, PercentField
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.terms import PaymentPlan
from quotes.forms.quotes.steps import StepsField
from quotes.models import QuoteVersion

LABELS = {
    "tax_included": _("Tax basis"),
    "rounding_scope": _("Rounded"),
    "rounding_mode": _("Rounding mode"),
    "stacking": _("Line discounts go together"),
    "header_steps": _("Discount on the whole, steps"),
    "header_amount": _("Discount on the whole, amount"),
    "payment_plan": _("Payment plan"),
    "prepay_percent": _("Prepayment"),
    "credit_days": _("Credit days"),
    "term_months": _("Term in months"),
    "free_months": _("Free months"),
    "sla_availability": _("Availability"),
    "urgent_minutes": _("Urgent response"),
    "normal_minutes": _("Normal response"),
    "support_hours": _("Support hours"),
    "valid_until": _("Valid until"),
    "note": _("Note to the customer"),
}
# How the customer reads a step that was typed as a bare number.
UNNAMED = "整单优惠"
BASES = [("True", _("tax included")), ("False", _("before tax"))]


def is_true(value: Any) -> bool:
    return str(value) == "True"


class TermsForm(ReadingForm):
    tax_included = forms.TypedChoiceField(label=LABELS["tax_included"], choices=BASES, coerce=is_true)
    prepay_percent = PercentField(label=LABELS["prepay_percent"], initial=0)
    sla_availability = PercentField(label=LABELS["sla_availability"], decimal_places=5, required=False)
    header_steps = StepsField(
        label=LABELS["header_steps"],
        unnamed=UNNAMED,
        help_text=_("One after another, such as: Quarterly rebate 5%, 2%."),
    )
    header_amount = AmountField(label=LABELS["header_amount"], required=False)

    class Meta:
        model = QuoteVersion
        fields = tuple(LABELS)
        labels = LABELS
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "note": _("Printed in the proposal. With payment by milestone, say here what is paid when."),
            "free_months": _("Months of service on top of the term that are not paid for."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stacking"].required = False
        self.fields["header_amount"] = AmountField(
            label=LABELS["header_amount"], required=False, currency=self.instance.currency, sums=True
        )

    def clean_valid_until(self) -> Any:
        return self.near("valid_until")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("payment_plan") == PaymentPlan.MILESTONES and not cleaned.get("note", "").strip():
            self.add_error("note", ValidationError(_("Say which part is paid at which milestone.")))
        self._check_header(cleaned)
        return cleaned

    def clean_stacking(self) -> str:
        """Left out, it stays as it is: most offers have no steps to go together."""
        return str(self.cleaned_data["stacking"] or self.instance.stacking)

    def _check_header(self, cleaned: dict[str, Any]) -> None:
        steps, amount = cleaned.get("header_steps"), cleaned.get("header_amount")
        if steps and amount is not None:
            message = _("A discount on the whole is either percentages or one amount.")
            self.add_error("header_amount", ValidationError(message))
        elif (steps or amount is not None) and self.instance.form == Form.BUNDLE:
            message = _("A bundle has one price: take the discount off that.")
            self.add_error("header_steps" if steps else "header_amount", ValidationError(message))


class FormForm(forms.Form):
    """Itemised or one price; the price that was typed is kept while the switch is on the items."""

    form = forms.ChoiceField(choices=choices(Form))
    bundle_price = AmountField(label=_("Bundle price"), required=False)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bundle_price"] = AmountField(label=_("Bundle price"), required=False, currency=currency)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        missing = cleaned.get("bundle_price") is None and "bundle_price" not in self.errors
        if cleaned.get("form") == Form.BUNDLE and missing:
            self.add_error("bundle_price", ValidationError(_("A bundle needs its price.")))
        if cleaned.get("form") == Form.ITEMISED:
            cleaned["bundle_price"] = None
        return cleaned
