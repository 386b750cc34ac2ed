"""What customers of the demo use: ten thousand streams of 720p at one to two Mbps each, and calls of two."""

from datetime import date, datetime
from decimal import Decimal

from dealdesk.kernel.percent import Percent
from dealdesk.management.demo.people import read
from quotes.actions.usage import save_scenario
from quotes.domain.metering.usage import Size
from quotes.domain.usage.between import Between
from quotes.domain.usage.rooms import Room, Topology
from quotes.domain.usage.scenario import Bitrate, Extra, Region, Scenario, Video
from quotes.models import UsageScenario
from stakeholders.models import Deal, User

# The row of the table that quotes begin from; written here too, so that the demo stands without the table.
RULE = Bitrate(
    vendor="经验值",
    size=Size(1280, 720),
    fps=None,
    kbps=Between(Decimal(1000), Decimal(2000)),
    since=date(2026, 11, 26),
    source="报价起步用的经验口径：720p 每路 1–2 Mbps，1080p 每路 3–4 Mbps",
    on_wire=True,
)


def describe(deal: Deal, name: str, *, by: User, at: datetime) -> UsageScenario:
    told = read("usage")[name]
    scenario = Scenario(
        rooms=told["rooms"],
        room=Room(topology=Topology(told["topology"]), hosts=told["hosts"], audience=told["audience"]),
        videos=(Video(RULE),),
        hours_a_day=Decimal(told["hours_a_day"]),
        days_a_month=told["days_a_month"],
        regions=tuple(Region(name, percent(share)) for name, share in told["regions"]),
        recorded=Extra(share=percent(told["recorded"])),
        turned=percent(told["turned"]),
        growth=percent(told["growth"]),
        term_months=told["term_months"],
    )
    return save_scenario(deal=deal, name=told["name"], told=scenario, by=by, at=at)


def percent(points: str) -> Percent:
    return Percent(Decimal(points))
