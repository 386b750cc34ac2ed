import json
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.domain.usage.between import Bound
from quotes.domain.usage.rooms import Room, Topology
from quotes.domain.usage.scenario import Extra, Region, Sound, Video
from quotes.domain.usage.series import HIGHEST, MISSING
from quotes.domain.usage.stored import from_json, packed, to_json, unpacked
from tests.quotes.domain.usage.scenarios import bitrate, percent, scenario, series

D = Decimal


def test_a_scenario_comes_back_as_it_was_stored() -> None:
    told = scenario(
        rooms=400,
        room=Room(topology=Topology.INTERACTIVE, hosts=3, audience=50, most_pulled=2, servers=2),
        videos=(
            Video(bitrate(1130, 2260, on_wire=False), percent("66.7")),
            Video(bitrate(3000), percent("33.3")),
        ),
        sound=Sound(kbps=D(64), packet_ms=40, redundancy=percent(100)),
        peak_factor=D("1.5"),
        regions=(Region("华东", percent(60)), Region("海外", percent(40))),
        simulcast_kbps=(D(150), D(500)),
        video_redundancy=percent(10),
        payload_bytes=1200,
        ipv6=True,
        recorded=Extra(share=percent(20), copies=3),
        turned=percent(15),
        growth=percent("2.5"),
        starts_on=date(2027, 1, 1),
        bound=Bound.HIGH,
    )
    for one in (told, scenario(), scenario(videos=(), sound=Sound(kbps=D(32)))):
        assert from_json(json.loads(json.dumps(to_json(one)))) == one


@settings(max_examples=20)
@given(st.lists(st.integers(MISSING, HIGHEST), min_size=1, max_size=50).filter(lambda told: max(told) >= 0))
def test_readings_come_back_as_they_were_stored(told: list[int]) -> None:
    assert unpacked(packed(series(told).points)).tolist() == told
