"""Reading an acknowledgement, and the reason for sending in spite of a gap, from a request."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import choose_from, near
from quotes.domain.readiness import Requirement
from quotes.models import QuoteVersion
from stakeholders.models import Contact


class ValueForm(forms.Form):
    contact = forms.ModelChoiceField(queryset=Contact.objects.none(), label=_("Who"), empty_label=_("Choose …"))
    on = forms.DateField(label=_("On"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    said = forms.CharField(
        label=_("What they said"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In their own words: which value, and what it is worth to them."),
    )

    def __init__(self, *args: Any, contacts: QuerySet[Contact], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choose_from(self, "contact", contacts)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError(_("What was said has been said already: choose today or an earlier day."))
        return near(day, self.today)


if TYPE_CHECKING:
    _VersionChoice = forms.ModelChoiceField[QuoteVersion]
else:
    _VersionChoice = forms.ModelChoiceField


class VersionField(_VersionChoice):
    """Versions by their quote, as several quotes of a deal may wait."""

    def label_from_instance(self, obj: QuoteVersion) -> str:
        return f"{obj.quote.number} {obj} · {obj.quote.title}"


class OverrideForm(forms.Form):
    """`passed` are the gaps that its author saw: one that opened since is not passed over with them."""

    version = VersionField(
        queryset=QuoteVersion.objects.none(), label=_("For which version"), empty_label=_("Choose …")
    )
    passed = forms.TypedMultipleChoiceField(
        choices=[(word.value, word.value) for word in Requirement], coerce=Requirement, widget=forms.MultipleHiddenInput
    )
    reason = forms.CharField(
        label=_("Why it goes out anyway"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It holds for this version alone, and stays with your name where everybody on the deal reads it."),
    )

    def __init__(self, *args: Any, versions: QuerySet[QuoteVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "version", versions)
