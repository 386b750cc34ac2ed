"""Our plan for a quote, and what the coach is set to, as people type them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import NamesItsEdition
from dealdesk.web.numbers import AmountField, NumberField, shortest
from quotes.domain.coach.curve import LEAST_BETA, MOST_BETA, MOST_ROUNDS
from quotes.domain.coach.talk import Aims
from quotes.forms.dated import SettingForm
from quotes.forms.negotiation import LONGEST, whole
from quotes.models import CoachSetting, NegotiationAims

LEAST = Decimal("0.01")


class AimsForm(NamesItsEdition, forms.Form):
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    aspiration = AmountField(
        label=_("What we hope for"),
        min_value=LEAST,
        max_digits=14,
        help_text=_("The best outcome that is still credible: not below the target."),
    )
    target = AmountField(label=_("Target"), min_value=LEAST, max_digits=14)
    reservation = AmountField(
        label=_("Lowest we would sign"),
        min_value=LEAST,
        max_digits=14,
        help_text=_("The reservation price: below it we walk away."),
    )
    months = whole(
        _("For how many months"), 1, LONGEST, required=True, help_text=_("Of service, the free ones among them.")
    )
    rounds = forms.IntegerField(
        label=_("Rounds"),
        min_value=1,
        max_value=MOST_ROUNDS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("How many rounds you expect until both sides agree."),
    )
    beta = NumberField(
        label=_("Pace"),
        min_value=LEAST_BETA,
        max_value=MOST_BETA,
        max_digits=4,
        decimal_places=2,
        help_text=_("Below 1 gives late, 1 evenly, above 1 early."),
    )
    batna = forms.CharField(
        label=_("If this comes to nothing"),
        required=False,
        max_length=300,
        help_text=_("Our best alternative (BATNA), for this team only."),
    )
    batna_worth = AmountField(label=_("What that is worth"), required=False, min_value=LEAST, max_digits=14)

    def __init__(
        self, *args: Any, currency: str, months: int | None, now: NegotiationAims | None = None, **kwargs: Any
    ) -> None:
        """`months` of service are what is on the table, which a plan is usually for."""
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "months": months, "edition": 0}
        fields: dict[str, Any] = self.fields
        for name in ("aspiration", "target", "reservation", "batna_worth"):
            fields[name].currency = currency
        for name in fields if now else ():
            value = getattr(now, name)
            self.initial[name] = shortest(value) if isinstance(value, Decimal) else value

    def aims(self) -> Aims:
        """Refuses what Aims refuses."""
        values = self.cleaned_data
        return Aims(
            target=values["target"],
            reservation=values["reservation"],
            months=values["months"],
            rounds=values["rounds"],
            beta=values["beta"],
            aspiration=values["aspiration"],
        )


class CoachSettingForm(SettingForm):
    is_on = forms.BooleanField(label=_("Give this hint"), required=False)
    low = NumberField(label=_("From"), max_digits=9, decimal_places=4, min_value=Decimal(0))
    high = NumberField(label=_("To"), max_digits=9, decimal_places=4, min_value=Decimal(0))

    def __init__(
        self, *args: Any, bounds: frozenset[str], today: date, now: CoachSetting | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, today=today, **kwargs)
        for name in {"low", "high"} - bounds:
            del self.fields[name]
        self.initial = {**self.initial, "valid_from": today, "is_on": now is None or now.is_on}
        for name in bounds if now else ():
            value = getattr(now, name)
            self.initial[name] = "" if value is None else shortest(value)
