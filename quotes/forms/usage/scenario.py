"""A usage scenario as somebody tells it: rooms, pictures, times, places, and what is made of the calls beside."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.formats import quantity
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.numbers import NumberField, PercentField, plain
from dealdesk.web.refusals import sentence
from quotes.domain.usage.between import Bound
from quotes.domain.usage.rooms import MOST_PEOPLE, MOST_SERVERS, Room, Topology
from quotes.domain.usage.scenario import (
    HIGHEST_PEAK,
    LONGEST_TERM,
    MOST_COPIES,
    MOST_REDUNDANT,
    MOST_ROOMS,
    Bitrate,
    Extra,
    Region,
    Scenario,
    Sound,
    Video,
)
from quotes.models import UsageScenario

VIDEOS, REGIONS, LAYERS = 3, 6, 4
HUNDRED = Decimal(100)
# Where the domain's word for a part is not a field of its own.
FIELD_OF = {
    "videos": "video-0-share",
    "regions": "region-0-share",
    "share": "recorded_share",
    "region": "region-0-name",
}


def whole(label: Any, least: int, most: int, *, required: bool = False, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=required, widget=widget, **options)


def share(label: Any, most: Decimal = HUNDRED, **options: Any) -> PercentField:
    return PercentField(label=label, required=False, max_value=most, decimal_places=4, **options)


class ScenarioForm(forms.Form):
    """`rates` are the bitrates that may be chosen, by key; `told` is the scenario once every part of it is right."""

    name = forms.CharField(label=_("Name of this use"), max_length=UsageScenario._meta.get_field("name").max_length)

    topology = forms.ChoiceField(label=_("Who sees whom"))
    rooms = whole(_("Rooms at the same time"), 1, MOST_ROOMS, required=True)
    hosts = whole(_("Sending, per room"), 1, MOST_PEOPLE, required=True)
    audience = whole(_("Only watching, per room"), 0, MOST_PEOPLE)
    most_pulled = whole(_("Streams shown at most"), 1, MOST_PEOPLE, help_text=_("Such as nine tiles; empty: all."))
    servers = whole(_("Servers per room"), 1, MOST_SERVERS, help_text=_("Each stream is copied to every other server."))

    bound = forms.ChoiceField(label=_("Reckon with"), help_text=_("Where in the bitrate's stretch."))
    video_redundancy = share(_("Picture redundancy"), MOST_REDUNDANT.points)
    payload_bytes = whole(
        _("Picture bytes per packet"), 100, 9000, help_text=_("For bitrates without headers, such as 1200.")
    )
    simulcast = forms.CharField(
        label=_("Smaller layers sent too, kbps"), max_length=60, required=False, help_text=_("Such as 150, 500.")
    )
    ipv6 = forms.BooleanField(label=_("IPv6: 20 bytes more per packet"), required=False)
    sound_kbps = NumberField(
        label=_("Sound codec"),
        max_digits=8,
        decimal_places=3,
        required=False,
        help_text=_("Empty: without sound, or counted in the picture."),
    )
    packet_ms = whole(_("Length of a sound packet"), 1, 1000)
    sound_redundancy = share(_("Sound redundancy"), MOST_REDUNDANT.points)

    hours_a_day = NumberField(label=_("Hours a day"), max_digits=6, decimal_places=3, max_value=Decimal(24))
    days_a_month = whole(_("Days a month"), 1, 31, required=True)
    peak_factor = NumberField(
        label=_("Peak over usual"), max_digits=8, decimal_places=4, min_value=Decimal(1), max_value=HIGHEST_PEAK
    )
    starts_on = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Empty: every month has 30 days."),
    )
    term_months = whole(_("Term in months"), 1, LONGEST_TERM, required=True)
    growth = NumberField(
        label=_("Growth a month"),
        max_digits=8,
        decimal_places=4,
        min_value=Decimal("-99.99"),
        max_value=HUNDRED,
        required=False,
    )

    recorded_share = share(_("Rooms recorded"))
    recorded_copies = whole(_("Streams recorded per room"), 1, MOST_COPIES)
    mixed_share = share(_("Rooms mixed or transcoded"))
    mixed_copies = whole(_("Mixes per room"), 1, MOST_COPIES)
    pushed_share = share(_("Rooms pushed to a CDN"))
    pushed_copies = whole(_("Pushes per room"), 1, MOST_COPIES)
    turned = share(_("Traffic through TURN"))

    def __init__(self, *args: Any, rates: Mapping[str, Bitrate], unnamed: bool = False, **kwargs: Any) -> None:
        """While it is only looked at, it needs no name."""
        super().__init__(*args, **kwargs)
        self.rates = rates
        self.fields["name"].required = not unnamed
        self.scenario: Scenario | None = None
        fields: dict[str, Any] = self.fields
        fields["topology"].choices = [(word.value, _(word.label)) for word in Topology]
        fields["bound"].choices = [(word.value, _(word.label)) for word in Bound]
        for row in range(VIDEOS):
            self.fields[f"video-{row}-rate"] = forms.ChoiceField(
                label=_("Picture"), choices=_offered(rates), required=False
            )
            self.fields[f"video-{row}-share"] = share(_("Share of rooms"))
        for row in range(REGIONS):
            self.fields[f"region-{row}-name"] = forms.CharField(label=_("Region"), max_length=30, required=False)
            self.fields[f"region-{row}-share"] = share(_("Share"))

    def videos(self) -> list[dict[str, forms.BoundField]]:
        return [{part: self[f"video-{row}-{part}"] for part in ("rate", "share")} for row in range(VIDEOS)]

    def regions(self) -> list[dict[str, forms.BoundField]]:
        return [{part: self[f"region-{row}-{part}"] for part in ("name", "share")} for row in range(REGIONS)]

    def clean_simulcast(self) -> tuple[Decimal, ...]:
        words = self.cleaned_data["simulcast"].replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
        try:
            found = tuple(Decimal(plain(word)) for word in words if word)
        except InvalidOperation:
            raise ValidationError(_("Write the layers as numbers with commas between them.")) from None
        if len(found) > LAYERS or any(not kbps.is_finite() or not 0 < kbps < 1_000_000 for kbps in found):
            raise ValidationError(_("At most %(most)s layers, each above zero.") % {"most": LAYERS})
        return found

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not self.errors:
            try:
                self.scenario = self._told(values)
            except Refusal as refusal:
                field = FIELD_OF.get(refusal.field or "", refusal.field)
                self.add_error(field if field in self.fields else None, sentence(refusal))
        return values

    def told(self) -> Scenario:
        if self.scenario is None:
            raise ValueError("only a valid form tells a scenario")
        return self.scenario

    def _told(self, values: Mapping[str, Any]) -> Scenario:
        return Scenario(
            rooms=values["rooms"],
            room=Room(
                topology=Topology(values["topology"]),
                hosts=values["hosts"],
                audience=values["audience"] or 0,
                most_pulled=values["most_pulled"],
                servers=values["servers"] or 1,
            ),
            videos=tuple(self._videos(values)),
            sound=_sound(values),
            hours_a_day=values["hours_a_day"],
            days_a_month=values["days_a_month"],
            peak_factor=values["peak_factor"],
            regions=tuple(self._regions(values)),
            simulcast_kbps=values["simulcast"],
            video_redundancy=_percent(values["video_redundancy"]),
            payload_bytes=values["payload_bytes"],
            ipv6=values["ipv6"],
            **{name: _extra(values, name) for name in ("recorded", "mixed", "pushed")},
            turned=_percent(values["turned"]),
            growth=_percent(values["growth"]),
            term_months=values["term_months"],
            starts_on=values["starts_on"],
            bound=Bound(values["bound"]),
        )

    def _videos(self, values: Mapping[str, Any]) -> Iterator[Video]:
        rows = [(values[f"video-{row}-rate"], values[f"video-{row}-share"]) for row in range(VIDEOS)]
        chosen = [(rate, part) for rate, part in rows if rate]
        for rate, part in chosen:
            yield Video(self.rates[rate], _all_of_it(part, chosen))

    def _regions(self, values: Mapping[str, Any]) -> Iterator[Region]:
        rows = [(values[f"region-{row}-name"], values[f"region-{row}-share"]) for row in range(REGIONS)]
        named = [(name, part) for name, part in rows if name]
        for name, part in named:
            yield Region(name, _all_of_it(part, named))


def first_values() -> dict[str, Any]:
    """What a new scenario begins with: only what changes nothing until somebody says otherwise."""
    return {
        "topology": Topology.INTERACTIVE.value,
        "bound": Bound.MIDDLE.value,
        "servers": 1,
        "packet_ms": 20,
        "peak_factor": 1,
        "term_months": 12,
        "region-0-name": gettext("China mainland"),
        "region-0-share": 100,
    }


def stored_values(name: str, scenario: Scenario, keys: Sequence[str]) -> dict[str, Any]:
    """A stored scenario as its form starts with it; `keys` name its bitrates in their order."""
    room, sound = scenario.room, scenario.sound
    values: dict[str, Any] = {
        "name": name,
        "topology": room.topology.value,
        "hosts": room.hosts,
        "audience": room.audience or None,
        "most_pulled": room.most_pulled,
        "servers": room.servers,
        "bound": scenario.bound.value,
        "simulcast": ", ".join(quantity(kbps).replace(",", "") for kbps in scenario.simulcast_kbps),
        "video_redundancy": scenario.video_redundancy.points or None,
        "sound_kbps": sound.kbps if sound else None,
        "packet_ms": sound.packet_ms if sound else 20,
        "sound_redundancy": (sound.redundancy.points or None) if sound else None,
        "turned": scenario.turned.points or None,
        "growth": scenario.growth.points or None,
    }
    same = ("rooms", "payload_bytes", "ipv6", "hours_a_day", "days_a_month", "peak_factor", "starts_on", "term_months")
    values |= {field: getattr(scenario, field) for field in same}
    for field in ("recorded", "mixed", "pushed"):
        extra: Extra = getattr(scenario, field)
        values |= {f"{field}_share": extra.share.points, f"{field}_copies": extra.copies} if extra.share.points else {}
    for row, (video, key) in enumerate(zip(scenario.videos, keys, strict=True)):
        values |= {f"video-{row}-rate": key, f"video-{row}-share": video.share.points}
    for row, region in enumerate(scenario.regions):
        values |= {f"region-{row}-name": region.name, f"region-{row}-share": region.share.points}
    return values


def _offered(rates: Mapping[str, Bitrate]) -> list[Any]:
    """Bitrates under their vendors, as the field offers them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, rate in rates.items():
        low, high = quantity(rate.kbps.low), quantity(rate.kbps.high)
        size = f"{rate.size}@{rate.fps}" if rate.fps else str(rate.size)
        words = " ".join(
            filter(None, (rate.vendor, rate.profile, size, "·", low if low == high else f"{low}–{high}", "kbps"))
        )
        groups.setdefault(rate.vendor, []).append((key, words))
    return [("", _("None")), *groups.items()]


def _sound(values: Mapping[str, Any]) -> Sound | None:
    if values["sound_kbps"] is None:
        return None
    return Sound(
        kbps=values["sound_kbps"],
        packet_ms=values["packet_ms"] or 20,
        redundancy=_percent(values["sound_redundancy"]),
    )


def _extra(values: Mapping[str, Any], name: str) -> Extra:
    return Extra(share=_percent(values[f"{name}_share"]), copies=values[f"{name}_copies"] or 1)


def _percent(points: Decimal | None) -> Percent:
    return Percent(points or Decimal(0))


def _all_of_it(part: Decimal | None, rows: Sequence[Any]) -> Percent:
    """One alone has everything, whether its share was written or not."""
    return Percent(HUNDRED) if part is None and len(rows) == 1 else _percent(part)
