"""What a contract says beside its clauses, in words: all that is hashed of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext

from contracts.domain.data.answers import Answers
from contracts.domain.data.words import Category, Exemption, Way
from contracts.domain.liability.damages import Loss
from contracts.domain.liability.exposure import Terms
from contracts.domain.liability.words import Bucket
from contracts.domain.payment.received import Instalment
from contracts.domain.signoffs import Apart, Beside
from contracts.domain.sla.experience import Metric, Promise
from dealdesk.kernel.formats import priced, quantity
from dealdesk.kernel.words import label

# A title, and what is said under it.
type Line = tuple[str, str]


def lines_of(apart: Apart, beside: Beside, currency: str) -> tuple[Line, ...]:
    """What is not said has no line; amounts are in the deal's currency."""
    return tuple((title, words) for title, words in LINES[apart](beside, currency) if words)


def _liability(beside: Beside, currency: str) -> Iterator[Line]:
    if (terms := beside.liability) is None:
        return
    times, amount = terms.increased_times, terms.increased_amount
    yield gettext("General cap"), gettext(terms.basis.label)
    yield gettext("Increased cap, times the general one"), "" if times is None else quantity(times)
    yield gettext("Increased cap"), "" if amount is None else priced(amount, currency)
    for bucket in Bucket:
        yield gettext(bucket.label), _words(line.harm for line in terms.lines if line.bucket is bucket)
    yield gettext("What liability is excluded for"), _words(one for one in Loss if one in terms.excluded)
    cap = terms.damages_cap
    yield gettext("Most that damages for delay come to"), "" if cap is None else priced(cap, currency)
    yield from _ticked(terms)


def _ticked(terms: Terms) -> Iterator[Line]:
    yield gettext("The cap is for each claim"), _yes(said=terms.per_claim)
    yield gettext("Service credits come on top of the cap"), _yes(said=terms.credits_outside)
    yield gettext("Indemnities come on top of the cap"), _yes(said=terms.indemnity_outside)
    yield gettext("Only one side waives indirect loss"), _yes(said=terms.one_sided)
    yield gettext("Nobody may ask to adjust damages"), _yes(said=terms.waives_adjustment)


def _data(beside: Beside, currency: str) -> Iterator[Line]:
    if (data := beside.data) is None:
        return
    told = data.answers
    yield gettext("Route out of the country"), gettext(data.route.label)
    yield gettext("Who decides what it is processed for"), gettext(told.part.label)
    yield gettext("Kinds of information"), _words(one for one in Category if one in told.categories)
    yield gettext("Ways out of the country"), _words(one for one in Way if one in told.ways)
    yield gettext("The customer is a critical information infrastructure operator"), _yes(said=told.critical_operator)
    yield gettext("Important data leave the country"), _yes(said=told.important_data)
    yield gettext("Exempted purpose"), "" if told.exemption is Exemption.NONE else gettext(told.exemption.label)
    yield from _people(told)
    yield gettext("Nodes and storage abroad"), told.nodes
    yield gettext("Path of logs and quality reports"), told.telemetry_path
    yield gettext("From where support looks in"), told.support_from
    yield gettext("Sub-processors"), told.subprocessors


def _people(told: Answers) -> Iterator[Line]:
    yield gettext("People still to come this year"), _count(told.still.plain)
    yield gettext("Of them with sensitive information, counted apart"), _count(told.still.sensitive)
    yield gettext("People in a whole year"), _count(told.a_year.plain)
    yield gettext("With sensitive information in a whole year"), _count(told.a_year.sensitive)


def _experience(beside: Beside, currency: str) -> Iterator[Line]:
    """Of one metric all that is promised, in whatever order it was noted."""
    for metric in Metric:
        said = sorted(_promise(one) for one in beside.experience if one.metric is metric)
        yield gettext(metric.label), "; ".join(said)


def _promise(one: Promise) -> str:
    pause = gettext("pauses of %(pause)s ms and more") % {"pause": one.pause} if one.pause is not None else ""
    told = (
        f"{quantity(one.value)} {'ms' if one.metric is Metric.DELAY else '%'}",
        pause,
        gettext(one.platform.label) if one.platform else "",
        gettext(one.denominator.label) if one.denominator else "",
        f"P{one.percentile}" if one.percentile else "",
    )
    return " · ".join(word for word in told if word)


def _payment(beside: Beside, currency: str) -> Iterator[Line]:
    for place, one in enumerate(beside.payment, start=1):
        yield gettext("Instalment %(place)s") % {"place": place}, _instalment(one, currency)


def _instalment(one: Instalment, currency: str) -> str:
    amount, _runs_from, day, credit_days, window = one.agreed
    told = {"money": priced(amount, currency), "day": day, "window": window, "days": credit_days}
    if day is None:
        return gettext("%(money)s, %(days)s days from acceptance, which is within %(window)s days of delivery") % told
    return gettext("%(money)s, %(days)s days from %(day)s on") % told


def _words(words: Iterable[StrEnum]) -> str:
    return " · ".join(gettext(label(word)) for word in words)


def _yes(*, said: bool) -> str:
    return gettext("Yes") if said else ""


def _count(people: int) -> str:
    return quantity(Decimal(people)) if people else ""


LINES: Mapping[Apart, Callable[[Beside, str], Iterator[Line]]] = {
    Apart.LIABILITY: _liability,
    Apart.DATA: _data,
    Apart.EXPERIENCE: _experience,
    Apart.PAYMENT: _payment,
}
