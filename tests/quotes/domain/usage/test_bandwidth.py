from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.usage.bandwidth import (
    at_peak,
    better_use,
    header_bytes,
    kind_mbps,
    packets_kbps,
    picture_kbps,
    room_mbps,
    sound_kbps,
    stream_mbps,
    together_mbps,
    used_share,
)
from quotes.domain.usage.between import Between, Bound
from quotes.domain.usage.rooms import Room, Topology
from quotes.domain.usage.scenario import Extra, Sound, Video
from tests.quotes.domain.usage.scenarios import FHD, bitrate, percent, scenario

D = Decimal


def test_ten_thousand_streams_of_720p_are_ten_to_twenty_gbps() -> None:
    peak = at_peak(scenario())
    assert (peak.streams_out, peak.egress, peak.ingress) == (10_000, Between(D(10_000), D(20_000)), Between(D(1), D(2)))
    assert peak.egress.at(Bound.MIDDLE) == 15_000
    assert together_mbps(10_000, Between(D(3), D(4))) == Between(D(30_000), D(40_000))


def test_headers_of_sound_in_packets_of_20_ms_are_20_kbps() -> None:
    assert (header_bytes(), header_bytes(ipv6=True)) == (50, 70)
    assert (packets_kbps(D(50)), packets_kbps(D(50), ipv6=True)) == (20, 28)
    assert sound_kbps(Sound(kbps=D(64))) == 84
    assert sound_kbps(Sound(kbps=D(32), redundancy=percent(100))) == 84
    assert sound_kbps(Sound(kbps=D(64), packet_ms=40)) == 74


def test_a_picture_pays_for_its_packets_and_at_least_one_a_frame() -> None:
    # 960 kbps in packets of 1,200 bytes are 100 a second, 50 bytes each.
    assert picture_kbps(D(960), 1200, fps=30) == 1000
    assert picture_kbps(D(96), 1200, fps=30) == 108
    assert picture_kbps(D(960), 1200, redundancy=percent(50)) == 1500


def test_a_figure_that_is_on_the_wire_already_pays_nothing_more() -> None:
    bare = scenario(videos=(Video(bitrate(960, on_wire=False)),), payload_bytes=1200)
    assert stream_mbps(bare) == Between.exactly(D(1))
    assert stream_mbps(scenario()) == Between(D(1), D(2))


def test_sound_comes_on_top_and_may_be_all_there_is() -> None:
    sound = Sound(kbps=D(64))
    assert stream_mbps(scenario(sound=sound)) == Between(D("1.084"), D("2.084"))
    assert stream_mbps(scenario(sound=sound, videos=())) == Between.exactly(D("0.084"))


def test_the_mix_is_the_mean_of_its_kinds() -> None:
    kinds = (Video(bitrate(1000, 2000), percent(75)), Video(bitrate(3000, 4000, size=FHD), percent(25)))
    mixed = scenario(videos=kinds)
    assert stream_mbps(mixed) == Between(D("1.5"), D("2.5"))
    assert kind_mbps(mixed, kinds[1]) == Between(D(3), D(4))


def test_simulcast_adds_its_layers_on_the_way_in_only() -> None:
    # libwebrtc: 150 + 500 + 2,500 kbps; packets of 5,000 bytes make the headers one per cent.
    layered = scenario(
        room=Room(topology=Topology.ALL_TO_ALL, hosts=3),
        videos=(Video(bitrate(2500, on_wire=False)),),
        simulcast_kbps=(D(150), D(500)),
        payload_bytes=5000,
    )
    one = room_mbps(layered)
    assert one.ingress == Between.exactly(D("3.150") * 3 * D("1.01"))
    assert one.egress == Between.exactly(D("2.5") * 6 * D("1.01"))


def test_servers_copy_what_comes_in_and_a_push_goes_out() -> None:
    spread = scenario(
        room=Room(topology=Topology.ALL_TO_ALL, hosts=4, servers=3),
        pushed=Extra(share=percent(50), copies=2),
        videos=(Video(bitrate(1000)),),
    )
    one = room_mbps(spread)
    assert (one.between, one.egress) == (Between.exactly(D(8)), Between.exactly(D(13)))


def test_better_use_is_said_in_two_ways() -> None:
    assert round(better_use(gain=percent(15)).points, 4) == D("13.0435")
    assert better_use(before=percent(60), after=percent(75)) == percent(20)
    assert better_use(gain=percent(0)) == percent(0)
    for told in ({}, {"gain": percent(-100)}, {"before": percent(0), "after": percent(75)}, {"after": percent(1)}):
        with pytest.raises(Refusal):
            better_use(**told)


def test_a_few_thousand_of_a_hundred_thousand_are_a_few_per_cent() -> None:
    assert used_share(D(100_000), D(3000)) == percent(3)
    for contracted, peak in ((0, 1), (1, -1)):
        with pytest.raises(Refusal):
            used_share(D(contracted), D(peak))


def test_a_negative_number_of_streams_is_refused() -> None:
    with pytest.raises(Refusal):
        together_mbps(-1, Between.exactly(D(1)))


@given(
    rooms=st.integers(1, 1000),
    more=st.integers(0, 1000),
    hosts=st.integers(1, 20),
    joined=st.integers(0, 20),
    kbps=st.integers(100, 4000),
    faster=st.integers(0, 4000),
)
def test_more_use_never_takes_less_bandwidth(
    rooms: int, more: int, hosts: int, joined: int, kbps: int, faster: int
) -> None:
    def peak(rooms: int, hosts: int, kbps: int) -> Between:
        videos = (Video(bitrate(kbps, on_wire=False)),)
        room = Room(topology=Topology.ALL_TO_ALL, hosts=hosts)
        return at_peak(scenario(rooms=rooms, room=room, videos=videos, payload_bytes=1200)).egress

    small, large = peak(rooms, hosts, kbps), peak(rooms + more, hosts + joined, kbps + faster)
    assert small.low <= large.low
    assert small.high <= large.high


@given(st.integers(1, 50), st.integers(1, 5000))
def test_so_many_times_the_rooms_take_so_many_times_the_bandwidth(times: int, rooms: int) -> None:
    one, many = at_peak(scenario(rooms=rooms)), at_peak(scenario(rooms=rooms * times))
    assert many.egress == one.egress.times(D(times))
