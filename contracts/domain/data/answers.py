"""What a contract's questionnaire says, and by which route each answer asks to go: the strictest wins."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from contracts.domain.data.routes import Abroad, Route, route, stricter
from contracts.domain.data.words import SAID_IN, SENSITIVE, Category, Exemption, Part, Way
from contracts.domain.statutes import Named, Statute
from dealdesk.kernel.refusals import Blocker, Finding, Refusal, Warning_
from dealdesk.kernel.words import Word


@dataclass(frozen=True, kw_only=True)
class People:
    """How many, counted once a calendar year: those of whom nothing sensitive leaves, and those of whom it does."""

    plain: int = 0
    sensitive: int = 0

    def __post_init__(self) -> None:
        if self.plain < 0 or self.sensitive < 0:
            raise Refusal("A number of people is not below zero.", field="people")

    def __add__(self, other: "People") -> "People":
        return People(plain=self.plain + other.plain, sensitive=self.sensitive + other.sensitive)


@dataclass(frozen=True, kw_only=True)
class Answers:
    """`still` is how many people this contract will yet add in the year of the answer, `a_year` how many in a whole
    one. What is said of a way in words is asked for wherever that way is taken."""

    part: Part
    categories: frozenset[Category]
    ways: frozenset[Way]
    critical_operator: bool
    important_data: bool
    exemption: Exemption = Exemption.NONE
    still: People = People()
    a_year: People = People()
    nodes: str = ""
    telemetry_path: str = ""
    support_from: str = ""
    subprocessors: str = ""

    def __post_init__(self) -> None:
        if not self.categories:
            raise Refusal("Say what kinds of information are processed.", field="categories")
        for way in Way:
            if way in self.ways and way in SAID_IN and not getattr(self, SAID_IN[way]):
                raise Refusal("Say which ones: “%(way)s” is ticked.", field=SAID_IN[way], way=way.label)

    @property
    def is_abroad(self) -> bool:
        return bool(self.ways)

    @property
    def sensitive(self) -> frozenset[Category]:
        return self.categories & SENSITIVE


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One transfer that has happened."""

    on: date
    people: People


def counted(sent: Iterable[Sent], year: int) -> People:
    """What left in a calendar year; the counter begins at nothing each 1 January.

    Source: 促进和规范数据跨境流动规定 (2024-03-22), articles 5, 7 and 8.
    """
    return sum((one.people for one in sent if one.on.year == year), People())


class Count(Word):
    """How many people a bound is held against, in a sentence."""

    PLAIN = "plain", "%(people)s people without sensitive information: %(asked)s."
    SENSITIVE = "sensitive", "%(people)s people with sensitive information: %(asked)s."


# How loud each route is said.
SAID: Mapping[Route, type[Finding]] = {Route.EXEMPT: Finding, Route.CONTRACT: Warning_, Route.ASSESSMENT: Blocker}


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The route of one year, and which answers ask for it. `left` are people to the next stricter route, None where
    there is none."""

    year: int
    route: Route
    people: People
    asks: tuple[Finding, ...]
    left_plain: int | None
    left_sensitive: int | None


def decide(rule: Statute, answers: Answers, people: People, year: int) -> Decision:
    """By the text in force on the day it is asked for; nothing leaves unless a way is named."""
    reasons = tuple(_reasons(rule, answers, people))
    found = route(rule, abroad(answers, people)) if answers.is_abroad else Route.EXEMPT
    return Decision(
        year=year,
        route=found,
        people=people,
        asks=tuple(finding for _, finding in reasons),
        left_plain=_left(people.plain, rule, Named.CONTRACT_PEOPLE, Named.ASSESSMENT_PEOPLE),
        left_sensitive=_left(people.sensitive, rule, Named.CONTRACT_SENSITIVE, Named.ASSESSMENT_SENSITIVE),
    )


def decisions(rule: Statute, answers: Answers, so_far: People, year: int) -> tuple[Decision, Decision]:
    """This year with what has left and what this contract adds; and the next, begun at nothing."""
    return decide(rule, answers, so_far + answers.still, year), decide(rule, answers, answers.a_year, year + 1)


def strictest(found: Iterable[Decision]) -> Route:
    return stricter(*(one.route for one in found))


def asked_by(rule: Statute, answers: Answers, people: People) -> tuple[Route, ...]:
    """What each answer asks for by itself."""
    return tuple(asked for asked, _ in _reasons(rule, answers, people))


def abroad(answers: Answers, people: People) -> Abroad:
    return Abroad(
        critical_operator=answers.critical_operator,
        important_data=answers.important_data,
        people=people.plain,
        sensitive=people.sensitive,
        exempted=answers.exemption is not Exemption.NONE,
    )


def _reasons(rule: Statute, answers: Answers, people: People) -> Iterator[tuple[Route, Finding]]:
    if not answers.is_abroad:
        yield Route.EXEMPT, Finding(message="By these answers nothing leaves the country.")
        return
    whole = abroad(answers, people)
    if answers.important_data:
        yield Route.ASSESSMENT, Blocker(message="Important data leaves: an assessment, however little it is.")
    if answers.exemption is not Exemption.NONE:
        said = {"exemption": answers.exemption.label}
        yield (
            Route.EXEMPT,
            Finding(message="Personal information is exempted: “%(exemption)s”. Keep the proof of it.", params=said),
        )
        return
    if answers.critical_operator and (people.plain or people.sensitive):
        said = {"people": f"{people.plain + people.sensitive:,}"}
        found = Blocker(message="A critical operator sends out %(people)s: an assessment from the first.", params=said)
        yield Route.ASSESSMENT, found
    plain = replace(whole, critical_operator=False, important_data=False, sensitive=0)
    yield _counted(rule, plain, people.plain, Count.PLAIN)
    if people.sensitive:
        delicate = replace(whole, critical_operator=False, important_data=False, people=0)
        yield _counted(rule, delicate, people.sensitive, Count.SENSITIVE)
    elif answers.sensitive:
        yield (
            Route.EXEMPT,
            Warning_(message="Sensitive information is processed, none is said to leave: check logs and support."),
        )


def _counted(rule: Statute, one: Abroad, people: int, counted: Count) -> tuple[Route, Finding]:
    asked = route(rule, one)
    return asked, SAID[asked](message=counted.label, params={"people": f"{people:,}", "asked": asked.label})


def _left(people: int, rule: Statute, *bounds: Named) -> int | None:
    return next((int(rule[bound]) - people for bound in bounds if people < rule[bound]), None)
