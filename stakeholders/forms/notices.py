"""Reading what somebody wants to be told of by mail, and in which hours."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from dealdesk.web.forms import ReadingForm
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import NoticeWishes


class NoticeWishesForm(ReadingForm):
    mailed = forms.TypedMultipleChoiceField(
        label=_("By e-mail"),
        choices=choices(NoticeKind),
        coerce=NoticeKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The inbox has every notice in any case."),
    )

    grouped = forms.TypedMultipleChoiceField(
        label=_("In the group chat of my team"),
        choices=choices(NoticeKind),
        coerce=NoticeKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where an administrator has let a robot into it. Everybody in the group reads it."),
    )

    class Meta:
        model = NoticeWishes
        fields = ("hours_from", "hours_until")
        labels = {"hours_from": _("Send from"), "hours_until": _("Send until")}
        help_texts = {
            "hours_from": _("Only on working days, and between these hours: what comes in between is held until then."),
            "hours_until": _("Leave both empty to get notices at any time."),
        }
        widgets = {
            name: forms.TimeInput(format="%H:%M", attrs={"type": "time"}) for name in ("hours_from", "hours_until")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["mailed"], self.initial["grouped"] = self.instance.mailed(), self.instance.grouped

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "hours_from" not in told or "hours_until" not in told:
            return told
        start, end = told["hours_from"], told["hours_until"]
        if (start is None) != (end is None):
            empty = "hours_until" if end is None else "hours_from"
            self.add_error(empty, ValidationError(_("Give both hours, or neither.")))
        elif start is not None and start >= end:
            self.add_error("hours_until", ValidationError(_("This must be later than the hour before it.")))
        return told
