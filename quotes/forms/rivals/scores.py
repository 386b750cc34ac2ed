"""A buyer's weighted scores, asked in the address: nothing of it is kept."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.numbers import AmountField, PercentField
from dealdesk.web.refusals import sentence
from quotes.domain.rivals.scores import Bidder, Entrant, Method, Scoring

ROWS = 6
LEAST = Decimal("0.01")


class ScoreForm(forms.Form):
    """A row without a weight is no criterion; every other row has a score of each offer."""

    method = forms.ChoiceField(label=_("How they rank"))
    price_weight = PercentField(
        label=_("The price counts for"), required=False, decimal_places=2, help_text=_("Of 100 points; by points only.")
    )

    def __init__(self, *args: Any, entrants: Sequence[Entrant], currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entrants = tuple(entrants)
        self.bidders: list[Bidder] = []
        self.scoring: Scoring | None = None
        fields: dict[str, Any] = self.fields
        fields["method"].choices = [(word.value, _(word.label)) for word in Method]
        for row in range(ROWS):
            fields[f"name_{row}"] = forms.CharField(label=_("Criterion"), required=False, max_length=40)
            fields[f"weight_{row}"] = PercentField(label=_("Share of the score"), required=False, decimal_places=2)
            for one in self.entrants:
                label = _("Score of %(name)s") % {"name": one.name}
                fields[f"score_{row}_{one.key}"] = PercentField(label=label, required=False, decimal_places=2)
        for one in self.entrants:
            label = _("Price of %(name)s") % {"name": one.name}
            fields[f"price_{one.key}"] = AmountField(
                label=label, required=False, min_value=LEAST, sums=True, currency=currency, initial=one.price
            )

        for name, field in list(fields.items())[2:]:
            # In a table the heads of row and column are the label.
            number = "" if name.startswith("price") else f" {int(name.split('_')[1]) + 1}"
            field.widget.attrs["aria-label"] = f"{field.label}{number}"

    @property
    def rows(self) -> list[tuple[Any, Any, list[Any]]]:
        return [
            (self[f"name_{row}"], self[f"weight_{row}"], [self[f"score_{row}_{one.key}"] for one in self.entrants])
            for row in range(ROWS)
        ]

    @property
    def prices(self) -> list[Any]:
        return [self[f"price_{one.key}"] for one in self.entrants]

    @property
    def criteria(self) -> list[str]:
        """The names of the rows that count, in their order."""
        names = (self.cleaned_data[f"name_{row}"] or _("Criterion %(n)s") % {"n": row + 1} for row in self._counted())
        return [str(name) for name in names]

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self._ask_for_the_rest()
        if not self.errors:
            self._weigh()
        return self.cleaned_data

    def _counted(self) -> list[int]:
        return [row for row in range(ROWS) if self.cleaned_data[f"weight_{row}"]]

    def _ask_for_the_rest(self) -> None:
        if not self._counted():
            self.add_error("weight_0", ValidationError(_("Give at least one criterion a weight.")))
        wanted = [f"score_{row}_{one.key}" for row in self._counted() for one in self.entrants]
        for name in (*wanted, *(f"price_{one.key}" for one in self.entrants)):
            if self.cleaned_data[name] is None:
                self.add_error(name, ValidationError(_("Fill this in.")))

    def _weigh(self) -> None:
        values, rows = self.cleaned_data, self._counted()
        try:
            self.scoring = Scoring(
                weights=tuple(values[f"weight_{row}"] for row in rows),
                method=Method(values["method"] or Method.PER_POINT),
                price_weight=values["price_weight"] or Decimal(0),
            )
            self.bidders = [
                Bidder(
                    name=one.name,
                    price=values[f"price_{one.key}"],
                    scores=tuple(values[f"score_{row}_{one.key}"] for row in rows),
                )
                for one in self.entrants
            ]
        except Refusal as refusal:
            self.scoring = None
            field = {"weight": f"weight_{rows[-1]}"}.get(refusal.field or "", refusal.field)
            self.add_error(field if field in self.fields else None, sentence(refusal))
