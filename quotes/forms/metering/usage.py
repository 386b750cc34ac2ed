"""What a customer would use in a month: who is there, for how long, seeing what; and what else is counted."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.numbers import NumberField
from quotes.domain.metering.meter import WORTH, Unit
from quotes.domain.metering.term import LONGEST_TERM
from quotes.domain.metering.usage import Interval, Role, Size, Stored, Transfer, Usage
from quotes.domain.metering.words import KNOWN

GROUPS = 3
MOST_PEOPLE = 100_000_000
MOST_STREAMS = 100
A_DAY = Decimal(24 * 60)
SIZES = [("", "—"), *((str(size), str(size)) for size in KNOWN)]
BY_NAME = {str(size): size for size in KNOWN}


def whole(label: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=most, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


def group_fields() -> dict[str, forms.Field]:
    """So many people who do the same: minutes a day each, streams of up to two sizes, and what is only heard."""
    return {
        "people": whole(_("How many people"), MOST_PEOPLE),
        "role": forms.ChoiceField(
            label=_("As"), choices=[(role.value, _(role.label)) for role in Role], required=False
        ),
        "minutes": NumberField(
            label=_("Minutes a day"), max_digits=10, decimal_places=3, max_value=A_DAY, required=False
        ),
        "streams": whole(_("Streams"), MOST_STREAMS),
        "size": forms.ChoiceField(label=_("Picture size"), choices=SIZES, required=False),
        "more_streams": whole(_("More streams"), MOST_STREAMS),
        "more_size": forms.ChoiceField(label=_("Their size"), choices=SIZES, required=False),
        "sounds": whole(_("Only heard"), MOST_STREAMS),
    }


class UsageForm(forms.Form):
    """One month's answers, and `times`: by price item, how often that month stands on its line."""

    days = forms.IntegerField(label=_("Days with calls in the month"), min_value=1, max_value=31, initial=1)
    traffic = NumberField(label=_("Outgoing traffic, GB of 1,000 MB"), max_digits=14, decimal_places=3, required=False)
    stored = NumberField(label=_("Stored all month, GB of 1,000 MB"), max_digits=14, decimal_places=3, required=False)
    online = whole(_("Peak concurrent users"), MOST_PEOPLE)
    recording = whole(_("Most recordings at the same time"), MOST_PEOPLE)
    active = whole(_("People active in the month"), MOST_PEOPLE)
    each_day = whole(_("People active each day"), MOST_PEOPLE)

    def __init__(self, *args: Any, times: Mapping[int, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = dict(times or {})
        for item in self.usual:
            self.fields[f"times-{item}"] = forms.IntegerField(
                label=_("Times"), min_value=1, max_value=LONGEST_TERM, required=False
            )
        for row in range(GROUPS):
            self.fields |= {f"group-{row}-{name}": one for name, one in group_fields().items()}

    def groups(self) -> list[dict[str, forms.BoundField]]:
        return [{name: self[f"group-{row}-{name}"] for name in group_fields()} for row in range(GROUPS)]

    def others(self) -> list[forms.BoundField]:
        names = ("days", "traffic", "stored", "online", "recording", "active", "each_day")
        return [self[name] for name in names]

    def times(self) -> dict[int, int]:
        """What was typed for each price, or what is usual for it."""
        return {item: self.cleaned_data[f"times-{item}"] or usual for item, usual in self.usual.items()}

    def usage(self, hours_in_month: int) -> Usage:
        """The month these answers describe, every day of it alike; storage is kept through all of its hours."""
        values = self.cleaned_data
        days: int = values["days"]
        gb = WORTH[Unit.GB]
        return Usage(
            intervals=tuple(self._intervals(days)),
            transfers=(Transfer(octets=values["traffic"] * gb),) if values["traffic"] else (),
            stored=(Stored(octets=values["stored"] * gb, hours=Decimal(hours_in_month)),) if values["stored"] else (),
            online=(values["online"] or 0,),
            recording=(values["recording"] or 0,),
            active=(values["active"] or 0,),
            each_day=(values["each_day"] or 0,) * days,
        )

    def _intervals(self, days: int) -> Iterator[Interval]:
        for row in range(GROUPS):
            typed = {name: self.cleaned_data[f"group-{row}-{name}"] for name in group_fields()}
            if not typed["people"] or not typed["minutes"]:
                continue
            for day in range(1, days + 1):
                yield Interval(
                    seconds=typed["minutes"] * WORTH[Unit.MINUTE],
                    user=f"{row}",
                    role=Role(typed["role"] or Role.HOST),
                    videos=streams(typed["streams"], typed["size"])
                    + streams(typed["more_streams"], typed["more_size"]),
                    sounds=typed["sounds"] or 0,
                    day=day,
                    copies=typed["people"],
                )


def streams(count: int | None, size: str) -> tuple[Size, ...]:
    return (BY_NAME[size],) * (count or 0) if size else ()
