"""What is in the total and what stands beside it, typed for all lines at once; and the total somebody wishes for."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from dealdesk.web.numbers import AmountField
from quotes.domain.pricing.roles import LONGEST_COLUMN, MOST_COLUMNS
from quotes.domain.pricing.terms import Role
from quotes.domain.spelling import number
from quotes.forms.quotes.steps import StepsField
from quotes.models import QuoteLine, QuoteVersion

# Good, better, best.
USUAL_COLUMNS = 3


class OptionsForm(forms.Form):
    """Columns by name, each with a bundle price or none; and for every line its role, its columns and its steps.

    A line's columns are ticked by their place, so that a name can be changed in the same go.
    """

    def __init__(self, *args: Any, version: QuoteVersion, lines: Sequence[QuoteLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        stored = [*version.columns, *({} for _ in range(MOST_COLUMNS))][:MOST_COLUMNS]
        self.names = [column.get("name", "") for column in stored]
        for place, column in enumerate(stored):
            self._column_fields(place, column, version)
        places = [(str(place), name) for place, name in enumerate(self.names) if name]
        free = [(str(i), _("Column %(place)s") % {"place": i + 1}) for i, name in enumerate(self.names) if not name]
        self.fields["recommended"] = forms.ChoiceField(
            label=_("Recommended column"),
            required=False,
            choices=[("", _("No columns: one offer")), *places, *free],
            initial=next((str(i) for i, name in enumerate(self.names) if name and name == version.recommended), ""),
        )
        for line in lines:
            self._line_fields(line, places)

    @property
    def has_columns(self) -> bool:
        """Whether the offer has any as it is stored: only then can lines be ticked for them."""
        return any(self.names)

    def first_columns(self) -> list[tuple[Any, Any]]:
        return self._columns()[:USUAL_COLUMNS]

    def more_columns(self) -> list[tuple[Any, Any]]:
        return self._columns()[USUAL_COLUMNS:]

    @property
    def has_more(self) -> bool:
        """Whether anything stands in the columns past the usual three, or is wrong with them."""
        return any(field.value() or field.errors for pair in self.more_columns() for field in pair)

    def _columns(self) -> list[tuple[Any, Any]]:
        return [(self[f"column-{place}-name"], self[f"column-{place}-price"]) for place in range(MOST_COLUMNS)]

    def line_fields(self) -> list[dict[str, Any]]:
        return [
            {
                "line": line,
                **{name: self[f"line-{line.pk}-{name}"] for name in ("role", "columns", "discounts")},
            }
            for line in self.lines
        ]

    def columns(self) -> list[dict[str, Any]]:
        """The columns as they are stored."""
        found = []
        for place in range(MOST_COLUMNS):
            name, price = self.cleaned_data[f"column-{place}-name"], self.cleaned_data[f"column-{place}-price"]
            if name:
                found.append({"name": name, "bundle_price": None if price is None else number(price)})
        return found

    def recommended(self) -> str:
        place = self.cleaned_data["recommended"]
        return self.cleaned_data[f"column-{place}-name"] if place else ""

    def of_lines(self) -> dict[int, dict[str, Any]]:
        """What is said of each line, by its id; one that stands in every column there was names none."""
        named = {str(place): self.cleaned_data[f"column-{place}-name"] for place in range(MOST_COLUMNS)}
        there = sum(bool(name) for name in self.names)
        found = {}
        for line in self.lines:
            ticked = self.cleaned_data[f"line-{line.pk}-columns"]
            found[line.pk] = {
                "role": self.cleaned_data[f"line-{line.pk}-role"],
                "columns": [] if len(ticked) == there else [named[place] for place in ticked if named[place]],
                "discounts": self.cleaned_data[f"line-{line.pk}-discounts"],
            }
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        place = cleaned.get("recommended")
        if place and not cleaned.get(f"column-{place}-name"):
            self.add_error("recommended", ValidationError(_("Name the column that you recommend.")))
        self._check_columns(place)
        if not self.errors:
            self._check_places()
        return cleaned

    def _check_columns(self, recommended: str | None) -> None:
        """Nothing typed is dropped without a word: a price has a name, and the recommended column's is the offer's."""
        named = False
        for place in range(MOST_COLUMNS):
            name, price = (self.cleaned_data.get(f"column-{place}-{part}") for part in ("name", "price"))
            named = named or bool(name)
            if price is not None and not name:
                self.add_error(f"column-{place}-name", _("Name this column, or take its price away."))
            if price is not None and name and str(place) == recommended:
                self.add_error(f"column-{place}-price", _("The recommended column's price is the offer's own."))
        if named and not recommended:
            self.add_error("recommended", _("Say which column you recommend: its total is the offer's."))

    def _check_places(self) -> None:
        """To name no column is to stand in all of them, which nobody means who takes the last tick away."""
        for line in self.lines:
            if self._is_nowhere(line):
                message = _("Line %(line)s would stand in no column: choose one that stays, or remove the line.")
                self.add_error(f"line-{line.pk}-columns", ValidationError(message, params={"line": line.position}))

    def _is_nowhere(self, line: QuoteLine) -> bool:
        ticked = self.cleaned_data[f"line-{line.pk}-columns"]
        there = [place for place, name in enumerate(self.names) if name]
        stays = [place for place in ticked if self.cleaned_data[f"column-{place}-name"]]
        if stays or len(ticked) == len(there):
            return False
        if not self.columns():
            # Without columns the offer is what was recommended, and a line of it stays in it.
            return self["recommended"].initial not in ticked
        return bool(ticked) or self.cleaned_data[f"line-{line.pk}-role"] == Role.INCLUDED

    def _column_fields(self, place: int, column: dict[str, Any], version: QuoteVersion) -> None:
        price = column.get("bundle_price")
        self.fields[f"column-{place}-name"] = forms.CharField(
            label=_("Column %(place)s") % {"place": place + 1},
            required=False,
            max_length=LONGEST_COLUMN,
            initial=column.get("name", ""),
        )
        self.fields[f"column-{place}-price"] = AmountField(
            label=_("Its bundle price"),
            required=False,
            currency=version.currency,
            sums=True,
            initial=None if price is None else Decimal(price),
        )

    def _line_fields(self, line: QuoteLine, places: Sequence[tuple[str, str]]) -> None:
        own = [str(i) for i, name in enumerate(self.names) if name and (not line.columns or name in line.columns)]
        self.fields[f"line-{line.pk}-role"] = forms.ChoiceField(
            label=_("Priced as"), choices=choices(Role), initial=line.role
        )
        self.fields[f"line-{line.pk}-columns"] = forms.MultipleChoiceField(
            label=_("In columns"),
            required=False,
            choices=places,
            initial=own,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[f"line-{line.pk}-discounts"] = StepsField(label=_("Discount steps"), initial=line.discounts)


class GoalForm(forms.Form):
    """The total with tax that the customer wants to see, and the lines whose prices may move."""

    total = AmountField(label=_("Target total, tax included"))
    lines = forms.TypedMultipleChoiceField(label=_("Lines that may move"), required=False, coerce=int)

    def __init__(self, *args: Any, currency: str, lines: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["total"] = AmountField(label=_("Target total, tax included"), currency=currency, sums=True)
        choice = self.fields["lines"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = lines
            choice.widget = forms.CheckboxSelectMultiple(choices=lines)

    def positions(self) -> list[int] | None:
        """None where nothing was ticked: then all of them may move."""
        return self.cleaned_data["lines"] or None
