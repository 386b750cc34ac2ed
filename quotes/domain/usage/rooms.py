"""Who sends and who pulls in one room, and how many streams that makes: the topologies of a call."""

from dataclasses import dataclass

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.metering.usage import Role

MOST_PEOPLE = 1_000_000
MOST_SERVERS = 1_000


class Topology(Word):
    ALL_TO_ALL = "all_to_all", "Everybody sends and sees everybody"
    INTERACTIVE = "interactive", "Hosts see each other, the audience sees them all"
    BROADCAST = "broadcast", "Hosts send, only the audience sees"


@dataclass(frozen=True)
class Group:
    """People of one room who do the same: each pulls `pulled` streams at once."""

    role: Role
    people: int
    pulled: int


@dataclass(frozen=True, kw_only=True)
class Room:
    """One room as it is in its usual hours.

    `hosts` send one picture (with its sound) each; `audience` only pulls. `most_pulled` is what one person shows at
    most, such as nine tiles. `servers` are the media servers that the room is spread over: each stream that comes in is
    copied to all the others once.
    """

    topology: Topology
    hosts: int
    audience: int = 0
    most_pulled: int | None = None
    servers: int = 1

    def __post_init__(self) -> None:
        if not (1 <= self.hosts <= MOST_PEOPLE and 0 <= self.audience <= MOST_PEOPLE):
            raise Refusal("A room has from 1 to %(most)s people who send.", field="hosts", most=MOST_PEOPLE)
        if self.topology is Topology.ALL_TO_ALL and self.audience:
            raise Refusal("Where everybody sends there is no audience: choose another topology.", field="audience")
        if self.topology is Topology.BROADCAST and not self.audience:
            raise Refusal("A broadcast needs an audience: say how many watch.", field="audience")
        if self.most_pulled is not None and self.most_pulled < 1:
            raise Refusal("Somebody who watches pulls at least one stream.", field="most_pulled")
        if not 1 <= self.servers <= MOST_SERVERS:
            raise Refusal("A room runs on 1 to %(most)s servers.", field="servers", most=MOST_SERVERS)

    @property
    def people(self) -> int:
        return self.hosts + self.audience

    @property
    def groups(self) -> tuple[Group, ...]:
        """Hosts first; a group without people is left out."""
        others = 0 if self.topology is Topology.BROADCAST else self.hosts - 1
        found = (
            Group(Role.HOST, self.hosts, self._shown(others)),
            Group(Role.AUDIENCE, self.audience, self._shown(self.hosts)),
        )
        return tuple(group for group in found if group.people)

    @property
    def streams_in(self) -> int:
        return self.hosts

    @property
    def streams_out(self) -> int:
        """p·(p−1) where everybody sees everybody; hosts × audience where only the audience sees."""
        return sum(group.people * group.pulled for group in self.groups)

    @property
    def streams_between(self) -> int:
        """Copies from server to server: (s−1) of every stream that comes in."""
        return (self.servers - 1) * self.streams_in

    def _shown(self, sent: int) -> int:
        return sent if self.most_pulled is None else min(sent, self.most_pulled)


def fan_out(tracks: int, subscribers: int) -> int:
    """Forwarded tracks where each of `subscribers` pulls every one of `tracks`.

    LiveKit's benchmark page (2022-04-11): bitrate × tracks × subscribers, so 6 × 600 kbps × 100 is 360 Mbps.
    """
    if tracks < 0 or subscribers < 0:
        raise Refusal("A number of streams or users is not below zero.", field="tracks")
    return tracks * subscribers


def consumers(peers: int, tracks: int = 1) -> int:
    """Forwarded tracks where each of `peers` sends `tracks` and pulls everybody else's: p·(p−1)·t.

    mediasoup's page on scalability: four peers with sound and picture are 24 consumers.
    """
    if peers < 0 or tracks < 0:
        raise Refusal("A number of streams or users is not below zero.", field="peers")
    return fan_out(tracks, max(peers - 1, 0)) * peers
