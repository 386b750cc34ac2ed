"""What an insight says to a reader: one line, one sentence with its figures, the facts it stands on, and one step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dealdesk.kernel.formats import money
from stakeholders.domain.seats.map import Seated
from stakeholders.domain.seats.told import Fact, FactKind, Insight, InsightKind, Light, Remedy

K = InsightKind
TONES = {Light.BAD: "bad", Light.WARN: "warn", Light.INFO: "info", Light.GOOD: "good"}
# So many facts are spelled out; of the rest their number.
SPELLED = 8


@dataclass(frozen=True, kw_only=True)
class Told:
    """An insight in words; `facts` are what it stands on and how old that is."""

    kind: InsightKind
    tone: str
    title: str
    text: str
    facts: str
    step: str = ""
    url: str = ""


def told(insight: Insight, deal: int) -> Told:
    title, text = WORDS[insight.kind](insight)
    return Told(
        kind=insight.kind,
        tone=TONES[insight.light],
        title=title,
        text=text,
        facts=_facts(insight.facts),
        step=_step(insight),
        url=_url(insight, deal),
    )


def percent(share: Fraction) -> str:
    """To the whole per cent, half up."""
    return f"{money(_decimal(share * 100), 0)} %"


def figure(value: Fraction) -> str:
    """+0.21, with its sign and two decimals."""
    written = money(_decimal(value))
    return f"+{written}" if value > 0 else written


def index(value: Fraction | None) -> str:
    return "—" if value is None else money(_decimal(value))


def support(seat: Seated) -> str:
    return gettext("unknown") if seat.support is None else f"{seat.support:+d}".replace("-", "−")


def names(seats: Iterable[Seated]) -> str:
    return gettext(", ").join(seat.name for seat in seats)


def age(days: int | None) -> str:
    if days is None:
        return gettext("nothing known")
    return ngettext("%(days)s day old", "%(days)s days old", days) % {"days": days}


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator


def _facts(facts: tuple[Fact, ...]) -> str:
    said = gettext(", ").join(map(_fact, facts[:SPELLED]))
    more = len(facts) - SPELLED
    return said if more <= 0 else gettext("%(facts)s and %(more)s more") % {"facts": said, "more": more}


def _fact(fact: Fact) -> str:
    words = " ".join(filter(None, [fact.seat.name, WHAT[fact.kind](fact.seat)]))
    return gettext("%(fact)s (%(age)s)") % {"fact": words, "age": age(fact.age)}


def _roles(seat: Seated) -> str:
    said = [gettext(role.label) for role in sorted(seat.roles)]
    return gettext("/").join(said) or gettext("no buying role")


WHAT: dict[FactKind, Callable[[Seated], str]] = {
    FactKind.SUPPORT: support,
    FactKind.COVERAGE: lambda seat: gettext(seat.coverage.label),
    FactKind.ROLE: _roles,
    FactKind.LAST_CONTACT: lambda seat: "",
    FactKind.EVIDENCE: lambda seat: f"{seat.latest.on:%m-%d}" if seat.latest else "",
}


def _step(insight: Insight) -> str:
    if insight.remedy is None:
        return ""
    words = {
        "person": insight.target.name if insight.target else "",
        "helper": insight.helper.name if insight.helper else "",
    }
    return {
        Remedy.MEET: gettext("Meet %(person)s"),
        Remedy.INTRODUCE: gettext("Ask %(helper)s to introduce %(person)s"),
        Remedy.DEVELOP: gettext("Build up %(person)s"),
        Remedy.RECORD: gettext("Write down what %(person)s thinks now"),
        Remedy.ADD: gettext("Put the missing person on the map"),
        Remedy.DRAW: gettext("Draw whom %(person)s listens to"),
    }[insight.remedy] % words


# Which part of a person's page each step leads to.
PARTS = {Remedy.MEET: "evidence", Remedy.INTRODUCE: "evidence", Remedy.RECORD: "evidence", Remedy.DRAW: "lines"}


def _url(insight: Insight, deal: int) -> str:
    if insight.remedy is None:
        return ""
    if insight.target is None:
        return reverse("stakeholders:seat_new", args=[deal])
    part = PARTS.get(insight.remedy, "")
    return reverse("stakeholders:seat_edit", args=[insight.target.key]) + (f"#{part}" if part else "")


type Words = tuple[str, str]


def _veto(insight: Insight) -> Words:
    said = {
        "people": gettext(", ").join(map(_holder, insight.people)),
        "exposed": insight.figures["exposed"],
        "all": insight.figures["all"],
    }
    said |= {"holders": insight.figures["holders"], "share": percent(insight.figures["share"])}
    if insight.light is Light.GOOD:
        return gettext("No veto against us"), gettext("Can veto, and for us: %(people)s.") % said
    if insight.light is Light.WARN:
        text = gettext("Nobody who can veto is against us, but what we know is too old to rely on: %(people)s.")
        return gettext("Vetoes rest on old evidence"), text % said
    text = gettext("Of %(holders)s who can veto: %(people)s. Influence %(exposed)s ÷ %(all)s.")
    return gettext("Veto risk %(share)s") % said, text % said


def _holder(seat: Seated) -> str:
    words = {"name": seat.name, "kind": gettext(seat.kind.label), "support": support(seat)}
    return gettext("%(name)s (%(kind)s) %(support)s") % words


def _no_buyer(insight: Insight) -> Words:
    if insight.people:
        text = gettext("%(people)s is the economic buyer on paper, with no say that we know of.")
        return gettext("No economic buyer"), text % {"people": names(insight.people)}
    return gettext("No economic buyer"), gettext("Nobody on the map spends this money and has a say.")


def _uncontacted(insight: Insight) -> Words:
    text = gettext("We have not met %(people)s, who spends the money.") % {"people": names(insight.people)}
    return gettext("Economic buyer not contacted"), text


def _no_decider(insight: Insight) -> Words:
    said = {"met": insight.figures["met"], "people": names(insight.people)}
    title = gettext("%(met)s contacts and still no decider") % said
    return title, gettext("None of those we met decides or approves: %(people)s.") % said


def _gap(insight: Insight) -> Words:
    kinds = gettext(", ").join(gettext(kind.label) for kind in insight.kinds)
    title = gettext("Nobody covers: %(kinds)s") % {"kinds": kinds}
    if insight.people:
        text = gettext("This stage wants every seat touched; on the map and not met: %(people)s.")
        return title, text % {"people": names(insight.people)}
    return title, gettext("This stage wants every seat touched, and nobody on the map sits there.")


def _thread(insight: Insight) -> Words:
    if not insight.people:
        return gettext("No contact holds the deal"), gettext("Nobody scores more than 30 of 100 points of contact.")
    text = gettext("Only %(people)s scores more than 30 of 100 points; if they leave, so does the deal.")
    return gettext("Single thread"), text % {"people": names(insight.people)}


def _silo(insight: Insight) -> Words:
    kind = gettext(", ").join(gettext(each.label) for each in insight.kinds)
    text = gettext("%(people)s all sit in one seat: %(kind)s.") % {"people": names(insight.people), "kind": kind}
    return gettext("All threads in one seat"), text


def _path(insight: Insight) -> Words:
    way = " → ".join(seat.name for seat in insight.people)
    if insight.light is Light.BAD:
        text = gettext("No line of influence leads from anybody for us (+2 and several contacts) to %(people)s.")
        return gettext("No way to the decider"), text % {"people": names(insight.people)}
    if insight.light is Light.WARN:
        text = gettext("It starts with somebody whose support rests on old evidence, or on none.")
        return gettext("Way to the decider, unproved: %(way)s") % {"way": way}, text
    return gettext("Way to the decider: %(way)s") % {"way": way}, ""


def _support(insight: Insight) -> Words:
    title = gettext("Weighted support %(figure)s") % {"figure": figure(insight.figures["support"])}
    if insight.light is Light.WARN:
        text = gettext("More say against us than for us: %(people)s.") % {"people": names(insight.people)}
        return title, text
    return title, gettext("More say for us than against us, on evidence that still counts.")


def _no_champion(insight: Insight) -> Words:
    return gettext("No champion"), gettext("Nobody inside sells for us while we are not there.")


def _lone(insight: Insight) -> Words:
    said = {name: figure(value) for name, value in insight.figures.items()} | {"people": names(insight.people)}
    text = gettext("Without %(people)s weighted support falls from %(before)s to %(after)s.")
    return gettext("Support hangs on %(people)s") % said, text % said


def _idle(insight: Insight) -> Words:
    said = {"people": names(insight.people), "days": insight.figures.get("days", "")}
    title = gettext("Champion idle: %(people)s") % said
    if "days" not in insight.figures:
        return title, gettext("No contact with them is on record.")
    return title, gettext("Last contact %(days)s days ago; from 30 on nobody knows what they still say for us.") % said


def _stale(insight: Insight) -> Words:
    oldest = insight.target or insight.people[0]
    said = {"person": oldest.name, "days": insight.figures["days"], "limit": insight.figures["limit"]}
    said |= {"more": len(insight.people) - 1, "last": oldest.latest.text if oldest.latest else ""}
    title = gettext("Evidence on %(person)s is %(days)s days old") % said
    text = gettext("Past %(limit)s days it turns nothing green. Last heard: %(last)s") % said
    if said["more"]:
        text = f"{text} " + gettext("And %(more)s more.") % said
    return title, text


def _coverage(insight: Insight) -> Words:
    title = gettext("Coverage index %(index)s") % {"index": index(insight.figures["index"])}
    if insight.light is Light.WARN:
        return title, gettext("Below 0.33: most of the influence on this deal has hardly seen us.")
    return title, gettext("At least 0.65 of the influence on this deal is covered, on evidence that still counts.")


def _blocs(insight: Insight) -> Words:
    if len(insight.blocs) == 1:
        title = gettext("Nobody else is heard by %(people)s") % {"people": names(insight.blocs[0])}
        return title, gettext("Their opinion alone would count in the end: support is weighed by influence instead.")
    title = gettext("%(n)s separate blocs") % {"n": len(insight.blocs)}
    said = gettext("; ").join(names(bloc) for bloc in insight.blocs)
    text = gettext("%(blocs)s listen to nobody else, so opinions do not meet: support is weighed by influence instead.")
    return title, text % {"blocs": said}


def _pivot(insight: Insight) -> Words:
    gains = [(seat, figure(insight.figures[str(place)])) for place, seat in enumerate(insight.people)]
    title = gettext("Win next: %(person)s") % {"person": gains[0][0].name}
    text = gettext("Two points more and weighted support gains %(gain)s.") % {"gain": gains[0][1]}
    rest = gettext(", ").join(f"{seat.name} {gain}" for seat, gain in gains[1:])
    return title, f"{text} " + gettext("Then %(rest)s.") % {"rest": rest} if rest else text


WORDS: dict[InsightKind, Callable[[Insight], Words]] = {
    K.VETO: _veto,
    K.NO_BUYER: _no_buyer,
    K.BUYER_UNCONTACTED: _uncontacted,
    K.NO_DECIDER: _no_decider,
    K.SEAT_GAP: _gap,
    K.SINGLE_THREAD: _thread,
    K.SAME_SILO: _silo,
    K.PATH: _path,
    K.SUPPORT: _support,
    K.NO_CHAMPION: _no_champion,
    K.LONE_CHAMPION: _lone,
    K.IDLE_CHAMPION: _idle,
    K.STALE: _stale,
    K.COVERAGE: _coverage,
    K.BLOCS: _blocs,
    K.PIVOT: _pivot,
}
