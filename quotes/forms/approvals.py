"""What an approver and a requester type."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dealdesk.web.numbers import PercentField, shortest
from quotes.domain.approvals import ROLE_OF, CounterAnswer, Verdict
from quotes.domain.pricing.revised import Revision
from quotes.domain.pricing.terms import PaymentPlan
from quotes.forms.negotiation import money, whole
from quotes.models import QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import User


class DecideForm(forms.Form):
    verdict = forms.ChoiceField(choices=[(verdict.value, verdict.label) for verdict in Verdict])
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        help_text=_("Needed when you refuse; the requester reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # The content the approver was shown; a decision holds for that and nothing else.
    content_hash = forms.CharField(max_length=64, min_length=64, widget=forms.HiddenInput)


# A request and the content of it that was shown.
TICK = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


class TicksField(forms.MultipleChoiceField):
    """Which of the requests shown; one that waits no more is the action's to leave."""

    def valid_value(self, value: str) -> bool:
        return TICK.fullmatch(value) is not None

    def clean(self, value: Any) -> dict[int, str]:
        ticks = (TICK.fullmatch(tick) for tick in super().clean(value))
        return {int(tick[1]): tick[2] for tick in ticks if tick}


class TogetherForm(forms.Form):
    """One verdict, with one reason, on all that is ticked."""

    asked = TicksField(error_messages={"required": _("Tick the requests that you decide on.")})
    verdict = forms.ChoiceField(choices=[(verdict.value, verdict.label) for verdict in Verdict])
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        help_text=_("Needed when you refuse; each requester reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def ticked(self) -> set[int]:
        """The requests that were ticked, in whatever else is wrong."""
        told = cast(QueryDict, self.data).getlist("asked") if self.is_bound else []
        return {int(tick[1]) for one in told if (tick := TICK.fullmatch(one))}


class CounterForm(forms.Form):
    """What the approver would agree to: a price or a discount, and the terms it takes. What is left empty stays."""

    total = money(_("I agree to"), required=False)
    discount = PercentField(label=_("or a discount off list"), required=False, tenths=True, decimal_places=4)
    term_months = whole(_("Term"), 1, 120)
    free_months = whole(_("Free months"), 0, 60)
    payment_plan = forms.ChoiceField(label=_("Payment"), required=False)
    prepay_percent = PercentField(label=_("Prepayment"), required=False, decimal_places=4)
    credit_days = whole(_("Credit days"), 0, 730)
    said = forms.CharField(
        label=_("In words"),
        max_length=2000,
        help_text=_("Such as: 18 points if they sign for 24 months. The requester reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    content_hash = forms.CharField(max_length=64, min_length=64, widget=forms.HiddenInput)

    terms = ("term_months", "free_months", "payment_plan", "prepay_percent", "credit_days")

    def __init__(self, *args: Any, version: QuoteVersion, **kwargs: Any) -> None:
        """What the version says now stands greyed in the fields."""
        super().__init__(*args, **kwargs)
        # Beside the form of the decision, which has a hash too.
        self.auto_id = "counter_%s"
        self.version = version
        fields: dict[str, Any] = self.fields
        fields["payment_plan"].choices = [("", _("As it is")), *((word.value, _(word.label)) for word in PaymentPlan)]
        fields["total"].currency = version.currency
        if not version.tax_included:
            fields["total"].help_text = _("Before tax, as the prices of this offer.")
        for name in ("term_months", "free_months", "prepay_percent", "credit_days"):
            value = getattr(version, name)
            fields[name].widget.attrs["placeholder"] = str(shortest(value) if isinstance(value, Decimal) else value)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("total") is not None and values.get("discount") is not None:
            self.add_error("discount", _("Give a new total or a discount, not both."))
        elif not self.errors and self.offer() == Revision():
            self.add_error(None, _("Change the price or a term: as it stands, it is the offer that was asked."))
        return values

    def offer(self) -> Revision:
        values = self.cleaned_data
        terms = {
            name: values[name]
            for name in self.terms
            if values[name] not in (None, "") and values[name] != getattr(self.version, name)
        }
        return Revision(bundle_price=values["total"], discount=values["discount"], terms=terms)


class CounterAnswerForm(forms.Form):
    """One button accepts; the other declines, with its reason."""

    answer = forms.ChoiceField(choices=[(word.value, word.label) for word in CounterAnswer][:2])
    answer_reason = forms.CharField(
        label=_("Why not"),
        required=False,
        max_length=2000,
        help_text=_("Needed when you decline: the approver decides on what you asked."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    content_hash = forms.CharField(max_length=64, min_length=64, widget=forms.HiddenInput(attrs={"id": None}))


class SubmitForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        help_text=_("What the customer asked, and what happens without it. The approver reads this first."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    in_return = forms.CharField(
        label=_("What we get for it"), required=False, max_length=500, help_text=_("A longer term, earlier payment …")
    )


class QuestionForm(forms.Form):
    question = forms.CharField(label=_("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class ReplyForm(forms.Form):
    reply = forms.CharField(label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class HandOnForm(forms.Form):
    to = forms.ChoiceField(label=_("Who decides instead"))
    handed_because = forms.CharField(label=_("Why they"), max_length=300)

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        named = [(key, person.name) for key, person in self.people.items()]
        cast(forms.ChoiceField, self.fields["to"]).choices = [("", _("Choose …")), *named]

    def clean_to(self) -> User:
        return self.people[self.cleaned_data["to"]]


class SignOffForm(forms.Form):
    """Anybody of a role that somebody holds, or one person."""

    who = forms.ChoiceField(label=_("Who signs too"))
    added_because = forms.CharField(label=_("What they look at"), max_length=300)

    def __init__(self, *args: Any, signers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in signers}
        roles = dict.fromkeys(Role(person.role) for person in signers if person.role in ROLE_OF.values())
        cast(forms.ChoiceField, self.fields["who"]).choices = [
            ("", _("Choose …")),
            *((role.value, _("Anybody of %(role)s") % {"role": _(role.label)}) for role in roles),
            *((key, f"{person.name} · {_(Role(person.role).label)}") for key, person in self.people.items()),
        ]

    def whom(self) -> dict[str, Any]:
        who = self.cleaned_data["who"]
        return {"person": self.people[who]} if who in self.people else {"role": who}


class RevokeForm(forms.Form):
    revoked_because = forms.CharField(label=_("Why you take it back"), max_length=300)
