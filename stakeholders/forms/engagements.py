"""Reading an exchange with a customer: people as chips, today filled in, one box to type in."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from dealdesk.web.forms import choose_from, near
from stakeholders.domain.engagements import Direction, EngagementKind
from stakeholders.models import Contact, Engagement, User


def day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)


class EngagementForm(forms.Form):
    contacts = forms.ModelMultipleChoiceField(
        Contact.objects.none(), label=_("Who of them"), widget=forms.CheckboxSelectMultiple
    )
    kind = forms.TypedChoiceField(
        label=_("How"), choices=choices(EngagementKind), coerce=EngagementKind, widget=forms.RadioSelect
    )
    direction = forms.TypedChoiceField(
        label=_("Whose move"),
        choices=choices(Direction),
        coerce=Direction,
        widget=forms.RadioSelect,
        help_text=_("A message of ours counts as contact once they answer: log the answer as theirs."),
    )
    held_on = day(_("Date"))
    learned = forms.CharField(
        label=_("What we learned"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the deal's own team sees it."),
    )
    colleagues = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Who of us"), widget=forms.CheckboxSelectMultiple
    )
    promised = forms.CharField(label=_("Promised next"), max_length=200, required=False)
    promised_on = day(_("By when"), required=False)
    is_next_step = forms.BooleanField(label=_("Make it the deal's next step"), required=False, initial=True)

    def __init__(
        self, *args: Any, contacts: QuerySet[Contact], colleagues: QuerySet[User], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choose_from(self, "contacts", contacts)
        choose_from(self, "colleagues", colleagues)

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on > self.today:
            raise ValidationError(_("A contact that has been made cannot lie in the future."))
        return near(held_on, self.today)

    def clean_promised_on(self) -> date | None:
        promised_on: date | None = self.cleaned_data["promised_on"]
        return near(promised_on, self.today) if promised_on else None

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("promised") and not values.get("promised_on") and "promised_on" not in self.errors:
            self.add_error("promised_on", _("A promise needs a day: when is it due?"))
        if values.get("promised_on") and not values.get("promised") and "promised" not in self.errors:
            self.add_error("promised", _("Say what is due on that day."))
        return values


def told(engagement: Engagement) -> dict[str, Any]:
    """What a form starts from that corrects an entry."""
    names = ("kind", "direction", "held_on", "learned", "promised", "promised_on")
    people = {"contacts": list(engagement.contacts.all()), "colleagues": list(engagement.colleagues.all())}
    return {name: getattr(engagement, name) for name in names} | people | {"is_next_step": False}


class RemovalForm(forms.Form):
    reason = forms.CharField(label=_("Why is it removed?"), max_length=200)
