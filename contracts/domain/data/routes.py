"""By which route personal information may leave the country, by the totals of a year."""

from dataclasses import dataclass

from contracts.domain.statutes import Named, Statute
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word


class Route(Word):
    """From nothing to the strictest, in that order."""

    EXEMPT = "exempt", "Nothing to file"
    CONTRACT = "standard_contract_or_certification", "Standard contract or certification"
    ASSESSMENT = "security_assessment", "Security assessment"


@dataclass(frozen=True, kw_only=True)
class Abroad:
    """What leaves the country since 1 January of this year, people counted once.

    An overseas participant, edge node, log or quality telemetry and support access from abroad all count.
    `exempted` is contract necessity with the person, staff administration or an emergency: it lifts what is asked for
    personal information, never what is asked for important data.
    """

    critical_operator: bool = False
    important_data: bool = False
    people: int = 0
    sensitive: int = 0
    exempted: bool = False

    def __post_init__(self) -> None:
        if self.people < 0 or self.sensitive < 0:
            raise Refusal("A number of people is not below zero.", field="people")


def stricter(*asked: Route) -> Route:
    """The strictest of them; of none, nothing to file."""
    return max(asked, key=tuple(Route).index, default=Route.EXEMPT)


def route(rule: Statute, abroad: Abroad) -> Route:
    """The strictest of what the answers ask for; bounds are inclusive from below.

    Source: 促进和规范数据跨境流动规定 (2024-03-22), articles 5, 7 and 8.
    """
    if abroad.important_data:
        return Route.ASSESSMENT
    if abroad.exempted:
        return Route.EXEMPT
    if abroad.critical_operator and (abroad.people or abroad.sensitive):
        return Route.ASSESSMENT
    if abroad.people >= rule[Named.ASSESSMENT_PEOPLE] or abroad.sensitive >= rule[Named.ASSESSMENT_SENSITIVE]:
        return Route.ASSESSMENT
    if abroad.people >= rule[Named.CONTRACT_PEOPLE] or abroad.sensitive >= rule[Named.CONTRACT_SENSITIVE]:
        return Route.CONTRACT
    return Route.EXEMPT
