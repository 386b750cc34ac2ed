"""What an approver and a requester type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quotes.domain.approvals import Verdict


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
