"""What runs beside a scenario's calls, as offered load: recorders, mixers, pushes and TURN relays."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.words import Word
from quotes.domain.usage.scenario import Extra, Scenario


class Resource(Word):
    RECORDER = "recorder", "Recording channels"
    MIXER = "mixer", "Mixing and transcoding"
    PUSH = "push", "Pushes to a CDN"
    RELAY = "relay", "TURN relays"


@dataclass(frozen=True)
class Offered:
    """Erlangs of the usual hours: how many run at the same time on the mean, before chance and before the peak."""

    resource: Resource
    erlangs: Decimal


def offered_by(scenario: Scenario) -> tuple[Offered, ...]:
    """Only what the scenario makes use of. A relay carries one person's streams."""
    return tuple(one for one in _each(scenario) if one.erlangs)


def _each(scenario: Scenario) -> Iterator[Offered]:
    rooms = Decimal(scenario.rooms)
    for resource, extra in (
        (Resource.RECORDER, scenario.recorded),
        (Resource.MIXER, scenario.mixed),
        (Resource.PUSH, scenario.pushed),
    ):
        yield Offered(resource, EXACT.multiply(rooms, _streams(extra)))
    people = EXACT.multiply(rooms, Decimal(scenario.room.people))
    yield Offered(Resource.RELAY, scenario.turned.of(people))


def _streams(extra: Extra) -> Decimal:
    return EXACT.multiply(extra.share.ratio, Decimal(extra.copies))
