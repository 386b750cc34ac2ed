import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.usage import Role
from quotes.domain.usage.rooms import Group, Room, Topology, consumers, fan_out


def test_where_everybody_sees_everybody_p_people_pull_p_less_one_each() -> None:
    room = Room(topology=Topology.ALL_TO_ALL, hosts=4)
    assert (room.streams_in, room.streams_out, room.people) == (4, 12, 4)
    assert room.groups == (Group(Role.HOST, 4, 3),)


def test_a_broadcast_goes_from_every_host_to_every_viewer() -> None:
    room = Room(topology=Topology.BROADCAST, hosts=6, audience=100)
    assert (room.streams_in, room.streams_out, room.people) == (6, 600, 106)
    assert room.groups == (Group(Role.HOST, 6, 0), Group(Role.AUDIENCE, 100, 6))


def test_hosts_on_stage_see_each_other_too() -> None:
    room = Room(topology=Topology.INTERACTIVE, hosts=3, audience=50)
    assert room.streams_out == 3 * 2 + 50 * 3


def test_nobody_pulls_more_than_is_shown() -> None:
    room = Room(topology=Topology.ALL_TO_ALL, hosts=17, most_pulled=9)
    assert room.streams_out == 17 * 9


def test_every_stream_is_copied_once_to_every_other_server() -> None:
    assert Room(topology=Topology.ALL_TO_ALL, hosts=4, servers=3).streams_between == 8


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("hosts", {"topology": Topology.ALL_TO_ALL, "hosts": 0}),
        ("audience", {"topology": Topology.ALL_TO_ALL, "hosts": 2, "audience": 1}),
        ("audience", {"topology": Topology.BROADCAST, "hosts": 2}),
        ("most_pulled", {"topology": Topology.ALL_TO_ALL, "hosts": 2, "most_pulled": 0}),
        ("servers", {"topology": Topology.ALL_TO_ALL, "hosts": 2, "servers": 0}),
    ],
)
def test_a_room_that_cannot_be_is_refused(field: str, told: dict[str, int]) -> None:
    with pytest.raises(Refusal) as refused:
        Room(**told)  # type: ignore[arg-type]
    assert refused.value.field == field


@given(st.integers(1, 500))
def test_a_room_of_all_is_a_broadcast_to_everybody_else_from_each(people: int) -> None:
    assert Room(topology=Topology.ALL_TO_ALL, hosts=people).streams_out == people * fan_out(1, people - 1)


def test_consumers_count_tracks() -> None:
    assert (consumers(4, 2), consumers(1, 2), consumers(0)) == (24, 0, 0)
    with pytest.raises(Refusal):
        consumers(-1)
    with pytest.raises(Refusal):
        fan_out(1, -1)
