"""A scenario as JSON and readings as bytes, and back: what was stored years ago says the same today."""

import zlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from dealdesk.kernel.percent import Percent
from quotes.domain.metering.usage import Size
from quotes.domain.usage.between import Between, Bound
from quotes.domain.usage.rooms import Room, Topology
from quotes.domain.usage.scenario import Bitrate, Extra, Region, Scenario, Sound, Video
from quotes.domain.usage.series import MOST_POINTS, Points

type Json = dict[str, Any]

# Eight bytes a reading, lowest first, whatever machine wrote them.
WHOLE = np.dtype("<i8")


def to_json(scenario: Scenario) -> Json:
    """Numbers as text, so that none goes through a binary fraction; bitrates with their vendor, date and source."""
    return {
        "rooms": scenario.rooms,
        "room": _room_json(scenario.room),
        "videos": [{"bitrate": bitrate_json(one.bitrate), "share": _points(one.share)} for one in scenario.videos],
        "sound": _sound_json(scenario.sound) if scenario.sound else None,
        "hours_a_day": str(scenario.hours_a_day),
        "days_a_month": scenario.days_a_month,
        "peak_factor": str(scenario.peak_factor),
        "regions": [{"name": one.name, "share": _points(one.share)} for one in scenario.regions],
        "simulcast_kbps": [str(one) for one in scenario.simulcast_kbps],
        "video_redundancy": _points(scenario.video_redundancy),
        "payload_bytes": scenario.payload_bytes,
        "ipv6": scenario.ipv6,
        **{name: _extra_json(getattr(scenario, name)) for name in ("recorded", "mixed", "pushed")},
        "turned": _points(scenario.turned),
        "growth": _points(scenario.growth),
        "term_months": scenario.term_months,
        "starts_on": scenario.starts_on.isoformat() if scenario.starts_on else None,
        "bound": scenario.bound.value,
    }


def from_json(told: Mapping[str, Any]) -> Scenario:
    """What `to_json` wrote; refuses what no scenario can be."""
    return Scenario(
        rooms=told["rooms"],
        room=_room(told["room"]),
        videos=tuple(Video(bitrate_from(one["bitrate"]), _percent(one["share"])) for one in told["videos"]),
        sound=_sound(told["sound"]) if told["sound"] else None,
        hours_a_day=Decimal(told["hours_a_day"]),
        days_a_month=told["days_a_month"],
        peak_factor=Decimal(told["peak_factor"]),
        regions=tuple(Region(one["name"], _percent(one["share"])) for one in told["regions"]),
        simulcast_kbps=tuple(Decimal(one) for one in told["simulcast_kbps"]),
        video_redundancy=_percent(told["video_redundancy"]),
        payload_bytes=told["payload_bytes"],
        ipv6=told["ipv6"],
        recorded=_extra(told["recorded"]),
        mixed=_extra(told["mixed"]),
        pushed=_extra(told["pushed"]),
        turned=_percent(told["turned"]),
        growth=_percent(told["growth"]),
        term_months=told["term_months"],
        starts_on=date.fromisoformat(told["starts_on"]) if told["starts_on"] else None,
        bound=Bound(told["bound"]),
    )


def bitrate_json(bitrate: Bitrate) -> Json:
    return {
        "vendor": bitrate.vendor,
        "profile": bitrate.profile,
        "size": [bitrate.size.width, bitrate.size.height],
        "fps": bitrate.fps,
        "kbps": [str(bitrate.kbps.low), str(bitrate.kbps.high)],
        "since": bitrate.since.isoformat(),
        "source": bitrate.source,
        "on_wire": bitrate.on_wire,
    }


def bitrate_from(told: Mapping[str, Any]) -> Bitrate:
    low, high = told["kbps"]
    return Bitrate(
        vendor=told["vendor"],
        profile=told["profile"],
        size=Size(*told["size"]),
        fps=told["fps"],
        kbps=Between(Decimal(low), Decimal(high)),
        since=date.fromisoformat(told["since"]),
        source=told["source"],
        on_wire=told["on_wire"],
    )


def packed(points: Points) -> bytes:
    """Readings as differences, squeezed: a year of five-minute points is some hundred KB."""
    return zlib.compress(np.diff(points, prepend=np.int64(0)).astype(WHOLE).tobytes(), level=6)


def unpacked(data: bytes) -> Points:
    """What `packed` wrote; never more than a series may hold."""
    plain = zlib.decompressobj().decompress(data, MOST_POINTS * WHOLE.itemsize)
    points: Points = np.cumsum(np.frombuffer(plain, dtype=WHOLE).astype(np.int64))
    return points


def _points(share: Percent) -> str:
    return str(share.points)


def _percent(points: str) -> Percent:
    return Percent(Decimal(points))


def _room_json(room: Room) -> Json:
    return {
        "topology": room.topology.value,
        "hosts": room.hosts,
        "audience": room.audience,
        "most_pulled": room.most_pulled,
        "servers": room.servers,
    }


def _room(told: Mapping[str, Any]) -> Room:
    return Room(**{**told, "topology": Topology(told["topology"])})


def _sound_json(sound: Sound) -> Json:
    return {"kbps": str(sound.kbps), "packet_ms": sound.packet_ms, "redundancy": _points(sound.redundancy)}


def _sound(told: Mapping[str, Any]) -> Sound:
    return Sound(kbps=Decimal(told["kbps"]), packet_ms=told["packet_ms"], redundancy=_percent(told["redundancy"]))


def _extra_json(extra: Extra) -> Json:
    return {"share": _points(extra.share), "copies": extra.copies}


def _extra(told: Mapping[str, Any]) -> Extra:
    return Extra(share=_percent(told["share"]), copies=told["copies"])
