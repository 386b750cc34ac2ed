"""Forms that read: a model's labels, limits and starting values, and no hand on its row."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.formats import NOTHING
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.numbers import shortest
from dealdesk.web.refusals import put_into

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
    _BaseForm = forms.BaseForm
else:
    _ModelForm = forms.ModelForm
    _BaseForm = object

# A date further away than this is a typing error.
FARTHEST = timedelta(days=3650)


def near(day: date, today: date) -> date:
    """The day, if it is within reach of today, before or after."""
    if abs(day - today) > FARTHEST:
        raise ValidationError(_("This date is more than ten years away. Check the year."))
    return day


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: even an empty POST is an attempt, and a GET is none."""
    return request.POST if request.method == "POST" else None


def accepted[T](form: forms.BaseForm, change: Callable[[], T]) -> T | None:
    """What the change made, where the values were good; if not, None, and the form says why beside the field."""
    if not form.is_valid():
        return None
    try:
        return change()
    except Refusal as refusal:
        put_into(form, refusal)
        return None


def choose_from(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """The rows a field offers: what is not among them is no valid choice."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows


def status_of(form: forms.BaseForm) -> int:
    """What a page with this form answers: 422 where something has to be put right."""
    return 422 if form.errors else 200


class ReadingForm(_ModelForm):
    """Text to clean values. What is unique or allowed is said by the action and the database, which see everybody."""

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = _("Choose …") if field.required else _("None")
            elif isinstance(field, forms.ChoiceField):
                told = cast("Iterable[tuple[Any, Any]]", field.choices)
                field.choices = [(value, _("Choose …") if text == BLANK_CHOICE_LABEL else text) for value, text in told]
            elif isinstance(field, forms.DateField):
                field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def coming(self, name: str) -> date | None:
        """A date from today on and not absurdly far; one that was stored before and has passed may stay."""
        day: date | None = self.cleaned_data[name]
        if day is None or self.today is None or name not in self.changed_data:
            return day
        if day < self.today:
            raise ValidationError(_("This day has passed. Choose today or later."))
        return self.near(name)

    def near(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        return near(day, self.today) if day and self.today else day

    def _post_clean(self) -> None:
        """The row stays as it is, and no constraint is asked twice."""


class NamesItsEdition(_BaseForm):
    """Facts that several people may be editing: a save names the edition that it was made from. The form itself has the
    field `edition`, hidden and not required."""

    def clean_edition(self) -> int:
        """A form without it was made from nothing that is stored."""
        return self.cleaned_data["edition"] or 0

    @property
    def came_second(self) -> bool:
        return self.has_error("edition")

    def put_beside(self, row: Any) -> None:
        """What is stored now, beside every field that says otherwise; the next save is made from it."""
        now = cast(QueryDict, self.data).copy()
        now[self.add_prefix("edition")] = str(row.edition)
        self.data = now
        for name, typed in list(self.cleaned_data.items()):
            if name != "edition" and typed != (stored := getattr(row, name)):
                self.add_error(name, _("Saved meanwhile: %(value)s") % {"value": self._written(name, stored)})

    def _written(self, name: str, value: Any) -> str:
        """As the field would show it; a dash for nothing."""
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        if isinstance(value, Decimal):
            return shortest(value)
        field = self.fields[name]
        told = cast("Iterable[tuple[Any, Any]]", field.choices) if isinstance(field, forms.ChoiceField) else ()
        words = {str(key): word for key, word in told}
        several = value if isinstance(value, list) else [value]
        return gettext(", ").join(str(words.get(str(one), one) or NOTHING) for one in several) or NOTHING


class EditedForm(NamesItsEdition, ReadingForm):
    """The facts of a row that has an edition."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["edition"]
        else:
            self.initial["edition"] = self.instance.edition
