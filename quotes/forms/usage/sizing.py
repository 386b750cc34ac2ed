"""What a pool or a support desk has to carry, as it is asked in the address bar."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.formats import points, quantity
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.numbers import NumberField, PercentField
from dealdesk.web.refusals import sentence
from quotes.domain.usage.sizing import MOST_ERLANGS, Demand, Desk, Pool, offered, people_for, pool, rostered

DAY = Decimal(24 * 60)


def number(label: Any, most: Any, **options: Any) -> NumberField:
    return NumberField(label=label, max_digits=12, decimal_places=4, max_value=Decimal(most), required=False, **options)


class SizingForm(forms.Form):
    """Two questions on one page, each answered once it is complete: a pool without a queue, and a desk with one."""

    erlangs = number(_("Offered load"), MOST_ERLANGS, help_text=_("How many run at the same time on the mean."))
    calls = number(_("Or: starts in the busy hour"), 10_000_000)
    hold = number(_("Each lasting"), 1_000_000)
    blocking = PercentField(label=_("May be refused"), required=False, max_value=Decimal("99.9999"), decimal_places=4)

    requests = number(_("Requests"), 1_000_000)
    interval = number(_("Coming in"), DAY)
    handling = number(_("Handled in"), DAY)
    answer = number(_("Answered within"), 86_400)
    in_time = PercentField(label=_("Answered in time"), required=False, max_value=Decimal("99.99"), decimal_places=4)
    shrinkage = PercentField(
        label=_("Absent"), required=False, max_value=Decimal(95), help_text=_("Leave, training, breaks.")
    )

    # What the two come to, once asked.
    pool: Pool | None = None
    desk: Desk | None = None
    roster: int | None = None

    @property
    def utilisation(self) -> str:
        return _share(self.pool.utilisation) if self.pool else ""

    @property
    def occupancy(self) -> str:
        return _share(self.desk.occupancy) if self.desk else ""

    @property
    def in_time_reached(self) -> str:
        return _share(self.desk.in_time) if self.desk else ""

    @property
    def told(self) -> str:
        """What the roster was worked out from, in one line."""
        asked = ("requests", "interval", "handling", "in_time", "answer")
        said = {name: quantity(self.cleaned_data[name]) for name in asked}
        absent = quantity(self.cleaned_data["shrinkage"] or Decimal(0))
        return gettext(
            "Erlang C: %(requests)s requests in %(interval)s min, %(handling)s min each, "
            "%(in_time)s %% within %(answer)s s, %(absent)s %% absent"
        ) % {**said, "absent": absent}

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not self.errors:
            self._answer("blocking", self._pool)
            self._answer("requests", self._desk)
        return values

    def _answer(self, field: str, question: Any) -> None:
        try:
            question(self.cleaned_data)
        except Refusal as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else field, sentence(refusal))

    def _pool(self, values: dict[str, Any]) -> None:
        erlangs = values["erlangs"]
        if erlangs is None and values["calls"] is not None and values["hold"] is not None:
            erlangs = offered(values["calls"], values["hold"])
        if erlangs is not None and values["blocking"] is not None:
            self.pool = pool(erlangs, Percent(values["blocking"]))

    def _desk(self, values: dict[str, Any]) -> None:
        asked = [values[name] for name in ("requests", "interval", "handling", "answer", "in_time")]
        if all(value is None for value in asked):
            return
        if any(value is None for value in asked):
            raise Refusal("For a desk fill in all five figures.", field="requests")
        needs = Demand(
            requests=values["requests"], interval_minutes=values["interval"], handling_minutes=values["handling"]
        )
        self.desk = people_for(needs, values["answer"], Percent(values["in_time"]))
        self.roster = rostered(self.desk.people, Percent(values["shrinkage"] or Decimal(0)))

    def clean_blocking(self) -> Decimal | None:
        value: Decimal | None = self.cleaned_data["blocking"]
        if value is not None and not value:
            raise ValidationError(_("Something is refused once in a while: type more than zero."))
        return value


def _share(part: Decimal) -> str:
    return points(part * 100)
