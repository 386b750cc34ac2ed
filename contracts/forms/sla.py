"""A log of incidents from a file, a wording as a contract has it, and what a month costs the customer."""

import hashlib
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contracts.domain.sla.clocks import MOST_MINUTES, Clock, Clocks, Hours, Severity
from contracts.domain.sla.credits import MOST_MONTHS, CutFee, Leave, Scale, Tier
from contracts.domain.sla.logs import ReadLog, Wrong, read_log
from contracts.domain.sla.spans import CALENDARS, Calendar, ServiceMonth, Year, midnight
from contracts.domain.sla.wordings import Excluded, Method, Wording
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.sheets import Caps, lines_of
from dealdesk.web.forms import near
from dealdesk.web.numbers import AmountField, NumberField, PercentField
from dealdesk.web.refusals import put_into, sentence

MOST_TEXT = 4 << 20
CAPS = Caps(packed=4 << 20, unpacked=32 << 20, rows=20_000, columns=20, cells=200_000)
FILE_NAME = 120
SHOWN = 100
HUNDRED = Decimal(100)
# 99 – 99.9: 10
TIER = re.compile(r"\s*([\d.]+)\s*%?\s*[-–—~～至,，\s]\s*([\d.]+)\s*%?\s*[:：,，\s]\s*([\d.]+)\s*%?\s*")
MOST_TIERS = 10
MOST_CLAIM_DAYS = 365
A_DAY = timedelta(days=1)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class ReplayForm(forms.Form):
    """What is looked at, and what a month costs the customer, typed or by a deal's offer; all may be left out."""

    log = forms.IntegerField(required=False, widget=forms.HiddenInput)
    deal = forms.IntegerField(required=False, widget=forms.HiddenInput)
    fee = AmountField(label=_("Fee of a month"), min_value=Decimal(0), max_digits=18, decimal_places=2, required=False)


# A name may stand before the figure.
PART = re.compile(r".*?([\d.]+)\s*%?\s*")
MOST_PARTS = 20


class PartsForm(forms.Form):
    """Parts of a service: lines are all needed, and of what stands on one line one is enough."""

    parts = forms.CharField(
        label=_("Parts"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A line for each that is needed; those of which one is enough on one line: 99.9 / 99.9"),
    )  # fmt: skip
    year = forms.ChoiceField(label=_("Calendar"), choices=[(word.value, _(word.label)) for word in Year])
    promise = PercentField(
        label=_("Promised availability"), min_value=Decimal(0), max_value=HUNDRED, decimal_places=5, required=False
    )

    def clean_parts(self) -> tuple[tuple[Percent, ...], ...]:
        lines = [line for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        if len(lines) > MOST_PARTS:
            raise ValidationError(_("There are at most %(most)s lines."), params={"most": MOST_PARTS})
        return tuple(tuple(_part(part) for part in line.split("/")) for line in lines)

    def clean_promise(self) -> Percent | None:
        points = self.cleaned_data["promise"]
        return None if points is None else Percent(points)

    def clean_year(self) -> Calendar:
        return CALENDARS[Year(self.cleaned_data["year"])]


class IncidentsForm(forms.Form):
    """`found` is what the file says; `wrong` is what is the matter with it, by line."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        help_text=_(
            "CSV or .xlsx, one incident a row: begins, ends, share that failed (percent), every way in down, left out "
            "by the contract, region, requests a minute, severity, reported, answered by an engineer, restored, waited "
            "for the customer (from ~ to; from ~ to). From the third column on, cells may be empty."
        ),
    )
    name = forms.CharField(label=_("Name of this log"), max_length=60)
    covers_from = _day(_("Covers from"))
    covers_to = _day(_("Last day covered"))
    source = forms.CharField(
        label=_("Where it comes from"), max_length=200, help_text=_("Who exported it, from where and when.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.found: ReadLog | None = None
        self.sha256 = ""

    def clean_covers_from(self) -> date:
        return near(self.cleaned_data["covers_from"], self.today)

    def clean_covers_to(self) -> date:
        last: date = self.cleaned_data["covers_to"]
        if last > self.today:
            raise ValidationError(_("A log covers days that are over."))
        return last

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = self.cleaned_data
        if not {"file", "covers_from", "covers_to"} <= values.keys():
            return values
        content = values["file"].read(MOST_TEXT + 1)
        self.sha256 = hashlib.sha256(content).hexdigest()
        covers = (midnight(values["covers_from"]), midnight(values["covers_to"] + A_DAY))
        try:
            self.found = read_log(lines_of(content, CAPS, MOST_TEXT), covers)
        except Refusal as refusal:
            self.add_error("file", sentence(refusal))
            return values
        if self.found.wrong:
            self.add_error("file", _("Nothing was kept: put the lines below right and choose the file again."))
        return values

    def wrong(self) -> tuple[Wrong, ...]:
        return self.found.wrong[:SHOWN] if self.found else ()

    def values(self) -> dict[str, Any]:
        """What `keep_incidents` takes."""
        told = {name: self.cleaned_data[name] for name in ("name", "covers_from", "covers_to", "source")}
        return {
            **told,
            "incidents": self.found.incidents if self.found else (),
            "file_name": self.cleaned_data["file"].name[-FILE_NAME:],
            "sha256": self.sha256,
        }


def _minutes(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_MINUTES, required=False)


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))


class WordingForm(forms.Form):
    name = forms.CharField(label=_("Whose wording"), max_length=80)
    method = forms.ChoiceField(label=_("What is downtime"))
    limit = PercentField(
        label=_("Error rate from which it counts"), min_value=Decimal(0), max_value=HUNDRED, decimal_places=4,
        required=False, help_text=_("Windows count above it, stretches from it on; empty is any failure."),
    )  # fmt: skip
    window = forms.IntegerField(label=_("Seconds of a window"), min_value=1, max_value=86_400, initial=300)
    shortest = forms.IntegerField(label=_("Shortest that counts, in seconds"), min_value=0, max_value=86_400, initial=0)
    rounds_up = forms.BooleanField(label=_("Each outage up to the next minute"), required=False)
    every_way = forms.BooleanField(label=_("Only when every way in is down"), required=False)
    excluded = forms.ChoiceField(label=_("Time the contract leaves out"))
    floor = NumberField(
        label=_("Windows with fewer requests are left out"), min_value=Decimal(0), max_digits=12, decimal_places=2,
        required=False,
    )  # fmt: skip
    month = forms.ChoiceField(label=_("Measured in"))
    commitment = PercentField(
        label=_("Promised availability"), min_value=Decimal(0), max_value=HUNDRED, decimal_places=5
    )
    tiers = forms.CharField(
        label=_("What a miss gives back"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One tier a line, the best first: from – to: percent of a month's fee. 99 – 99.9: 10"),
    )  # fmt: skip
    cap = PercentField(
        label=_("At most of a month's fee"), min_value=Decimal(0), max_value=HUNDRED, decimal_places=2, required=False
    )
    cut_fee = forms.TypedChoiceField(
        label=_("A month that begins or ends with the contract"), coerce=CutFee, empty_value=None, required=False,
        help_text=_("Of which fee its credits are; where the contract does not say, a month's fee is taken whole."),
    )  # fmt: skip
    claim = forms.CharField(label=_("How long it may be claimed"), max_length=80, required=False)
    claim_days = forms.IntegerField(
        label=_("The same in days after the month"), min_value=0, max_value=MOST_CLAIM_DAYS, required=False,
    )  # fmt: skip
    leave_times = forms.IntegerField(
        label=_("May leave after so many misses"), min_value=1, max_value=MOST_MONTHS, required=False
    )
    leave_months = forms.IntegerField(
        label=_("within so many months that follow each other"), min_value=1, max_value=MOST_MONTHS, required=False
    )
    leave_below = PercentField(
        label=_("A miss is a month below"), min_value=Decimal(0), max_value=HUNDRED, decimal_places=5, required=False,
        help_text=_("Empty is below the promise."),
    )  # fmt: skip
    urgent_response = _minutes(_("Urgent: minutes until an engineer answers"))
    urgent_resolution = _minutes(_("Urgent: minutes until it is restored"))
    urgent_in_hours = forms.BooleanField(label=_("Urgent matters in working hours only"), required=False)
    normal_response = _minutes(_("Other: minutes until an engineer answers"))
    normal_resolution = _minutes(_("Other: minutes until it is restored"))
    normal_in_hours = forms.BooleanField(label=_("Other matters in working hours only"), required=False)
    pauses = forms.BooleanField(label=_("While the customer is waited for, it need not be restored"), required=False)
    opens = _hour(_("A working day begins"))
    closes = _hour(_("A working day ends"))
    source = forms.CharField(
        label=_("Where it comes from"), max_length=300, help_text=_("So that anyone can look it up.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name, words in (("method", Method), ("excluded", Excluded), ("month", ServiceMonth)):
            fields[name].choices = [(word.value, _(word.label)) for word in words]
        unsaid = ("", _("The contract does not say"))
        fields["cut_fee"].choices = [unsaid, *((word.value, _(word.label)) for word in CutFee)]

    def clean_tiers(self) -> tuple[Tier, ...]:
        lines = [line for line in self.cleaned_data["tiers"].splitlines() if line.strip()]
        if len(lines) > MOST_TIERS:
            raise ValidationError(_("There are at most ten tiers."))
        return tuple(_tier(line) for line in lines)

    def clean(self) -> dict[str, Any]:
        """The definition and the scale as the domain knows them; what contradicts itself is said beside its field."""
        told = self.cleaned_data
        if self.errors:
            return told
        try:
            scale = Scale(
                commitment=Percent(told["commitment"]),
                tiers=told["tiers"],
                cap=None if told["cap"] is None else Percent(told["cap"]),
                cut=told["cut_fee"],
            )
            made = {"words": self._words(told), "leave": self._leave(told), "clocks": self._clocks(told)}
        except Refusal as refusal:
            put_into(self, refusal)
            return told
        return {name: told[name] for name in ("name", "claim", "claim_days", "source")} | {"scale": scale} | made

    def _leave(self, told: dict[str, Any]) -> Leave | None:
        below, times, months = told["leave_below"], told["leave_times"], told["leave_months"]
        if times is None and months is None and below is None:
            return None
        if times is None or months is None:
            raise Refusal("Say how many misses in how many months let them leave.", field="leave_times")
        return Leave(times=times, months=months, below=None if below is None else Percent(below))

    def _clocks(self, told: dict[str, Any]) -> Clocks:
        minutes = {(severity, clock): told[f"{severity}_{clock}"] for severity in Severity for clock in Clock}
        opens, closes = told["opens"], told["closes"]
        if (opens is None) != (closes is None):
            raise Refusal("Say from when until when a working day is worked.", field="opens")
        return Clocks(
            minutes={key: given for key, given in minutes.items() if given is not None},
            in_hours=frozenset(word for word in Severity if told[f"{word}_in_hours"]),
            hours=Hours(opens=opens, closes=closes) if opens and closes else None,
            pauses=told["pauses"],
        )

    def _words(self, told: dict[str, Any]) -> Wording:
        same = {name: told[name] for name in ("window", "shortest", "rounds_up", "every_way", "floor")}
        return Wording(
            method=Method(told["method"]),
            limit=Percent(told["limit"] or Decimal(0)),
            excluded=Excluded(told["excluded"]),
            month=ServiceMonth(told["month"]),
            **same,
        )


def _part(text: str) -> Percent:
    found = PART.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        share = Percent(Decimal(found[1]))
        if share.points > HUNDRED:
            raise ValueError(text)
    except (ArithmeticError, ValueError):
        raise ValidationError(_("“%(part)s” is no availability: write 99.95"), params={"part": text[:40]}) from None
    return share


def _tier(line: str) -> Tier:
    found = TIER.fullmatch(line)
    try:
        if found is None:
            raise ValueError(line)
        low, high, credit = (Percent(Decimal(part)) for part in found.groups())
    except (ArithmeticError, ValueError):
        raise ValidationError(_("“%(line)s” is no tier: write 99 – 99.9: 10"), params={"line": line[:40]}) from None
    return Tier(low=low, high=high, credit=credit)
