"""What this deal says of each step, and where it says nothing which input is missing and where it is filled in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dealdesk.kernel.formats import large, points
from quotes.domain.concessions import PLAN_TIMES
from quotes.domain.issues.payment import Paying
from quotes.domain.lifecycle import mark
from quotes.domain.pricing.terms import PaymentPlan, Role
from quotes.domain.situations import Step
from quotes.domain.value.drivers import Alternative
from quotes.domain.value.formulas import Formula
from quotes.queries.budgets.words import unit_of
from quotes.queries.coach.words import Amounts
from quotes.queries.situations.known import Known
from quotes.queries.value.beside import apart
from quotes.queries.value.case import left_out_of
from quotes.queries.value.verdict import verdict_of
from stakeholders.domain.deals import workdays_left
from stakeholders.queries.workdays import noticed_with

# As many steps of ours, and as many letters of what they said, as stand beside a step.
MOST_STEPS = 3
MOST_LETTERS = 40


@dataclass(frozen=True, kw_only=True)
class Gap:
    """An input that nobody has given; `url` is empty where it is given on the page of the step."""

    words: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What is known for a step, whether that is all it asks for, and what is missing. `is_done` is None where nothing
    could be ticked off."""

    is_done: bool | None
    figures: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()


def facts_of(known: Known) -> Mapping[Step, Fact]:
    """Of every step; no statement of its own."""
    return {step: told(known) for step, told in FACTS.items()}


def _rival_gap(known: Known) -> Gap:
    return Gap(words=gettext("No competitor's offer is noted"), url=reverse("quotes:rivals", args=[known.deal.pk]))


def _heard(known: Known) -> Fact:
    if known.rival is None:
        return Fact(is_done=False, gaps=(_rival_gap(known),))
    row = known.rival.row
    heard = (row.heard,) if row.heard and not row.why else ()
    # Their words are quoted; a written price is only set beside ours here, and made alike two steps on.
    words = gettext("%(rival)s %(gap)s") if row.is_claimed else gettext("%(rival)s %(gap)s as quoted")
    said = words % {"rival": row.rival, "gap": row.claimed} if row.claimed else row.rival
    return Fact(is_done=True, figures=(said, *heard))


def _written(known: Known) -> Fact:
    if known.rival is None:
        return Fact(is_done=False, gaps=(_rival_gap(known),))
    row = known.rival.row
    return Fact(is_done=not row.is_claimed, figures=(f"{row.rival}: {row.evidence}",))


def _alike(known: Known) -> Fact:
    if known.rival is None:
        return Fact(is_done=False, gaps=(_rival_gap(known),))
    row = known.rival.row
    asked = (
        ngettext("%(n)s point is still unknown", "%(n)s points are still unknown", row.open) % {"n": row.open},
    ) if row.open else ()  # fmt: skip
    gaps = (Gap(words=row.why, url=reverse("quotes:rival", args=[row.pk])),) if row.why else ()
    figures = tuple(filter(None, [_whole(known), row.alike and _in_all(row.alike)]))
    return Fact(is_done=bool(row.alike) and not row.open, figures=(*figures, *asked), gaps=gaps)


def _whole(known: Known) -> str:
    """The difference that documents and the value tell, with the version that it is to."""
    whole = known.rival.row.whole if known.rival else None
    if whole is None or known.ground is None:
        return ""
    money, gap = Amounts(known.deal.currency), known.ground.priced.gross - whole
    words = gettext("%(version)s %(gap)s dearer than %(whole)s") if gap >= 0 else gettext(
        "%(version)s %(gap)s cheaper than %(whole)s"
    )  # fmt: skip
    return words % {"version": known.ground.version, "gap": money(abs(gap)), "whole": money(whole)}


def _in_all(alike: str) -> str:
    return gettext("with SLA, invoice and payment weighed: %(gap)s") % {"gap": alike}


def _worth(known: Known) -> Fact:
    said = known.told["said"]
    if not said:
        return Fact(is_done=False, gaps=(Gap(words=gettext("Nobody at the customer has said what it is worth")),))
    told = said if len(said) <= MOST_LETTERS else f"{said[:MOST_LETTERS]}…"
    return Fact(is_done=True, figures=(gettext("“%(said)s”") % {"said": told}, *_headline(known)))


def _headline(known: Known) -> tuple[str, ...]:
    """What they acknowledged, in money; nothing where nothing counts."""
    headline = known.worth.value.headline
    if not headline:
        return ()
    return (gettext("%(amount)s acknowledged and proved") % {"amount": Amounts(known.deal.currency)(headline)},)


def _claims(known: Known) -> Fact:
    n = sum(1 for driver in known.worth.value.drivers if not driver.is_cost and driver.formula != Formula.UNPRICED)
    if not n:
        url = reverse("quotes:driver_new", args=[known.deal.pk])
        return Fact(is_done=False, gaps=(Gap(words=gettext("Nothing is put into money yet"), url=url),))
    told = ngettext("%(n)s claim in their money", "%(n)s claims in their money", n) % {"n": n}
    return Fact(is_done=True, figures=(told,))


def _theirs(known: Known) -> Fact:
    basis = known.worth.basis
    if basis is None or basis.reference is None:
        return Fact(is_done=False, gaps=(Gap(words=gettext("What the alternative costs them is not said")),))
    told = {"amount": Amounts(known.deal.currency)(basis.reference), "months": basis.reference_months}
    figures = (gettext("%(amount)s for %(months)s months elsewhere") % told,)
    return Fact(is_done=True, figures=figures, gaps=_two_prices(known))


def _two_prices(known: Known) -> tuple[Gap, ...]:
    """As the value page warns of it, of the offer last heard."""
    row, reference = known.rival.row if known.rival else None, known.worth.against.reference
    if row is None or row.is_claimed or row.whole is None or reference is None or known.ground is None:
        return ()
    if known.worth.against.alternative is not Alternative.RIVAL or row.whole == reference:
        return ()
    url = f"{reverse('quotes:value_basis', args=[known.deal.pk])}?from={row.pk}"
    return (Gap(words=apart(row.rival, row.whole, reference, known.ground, known.deal), url=url),)


def _agreed(known: Known) -> Fact:
    figures = _headline(known)
    gaps = () if figures else (Gap(words=gettext("They have acknowledged nothing that is proved today")),)
    return Fact(is_done=bool(figures), figures=figures, gaps=gaps)


def _even(known: Known) -> Fact:
    """As the value page says it."""
    verdict = verdict_of(known.worth, known.deal)
    if verdict.tone == "good":
        return Fact(is_done=True, figures=(verdict.words,))
    return Fact(is_done=False, gaps=(Gap(words=verdict.words, url=verdict.url),))


def _page(known: Known) -> Fact:
    """Whether a document would have it today, and if not why."""
    version = known.ground.version if known.ground else None
    why = left_out_of(known.worth, known.deal, known.today) if version else gettext("We have made no offer yet")
    if why:
        return Fact(is_done=False, gaps=(Gap(words=why, url=reverse("quotes:value", args=[known.deal.pk])),))
    return Fact(is_done=None, figures=(gettext("%(version)s: the page is in its proposal") % {"version": version},))


def _residual(known: Known) -> Fact:
    """What is left like for like first; then how far we could go, how we went so far, and what a year's prepayment
    brings instead."""
    found = [_left(known), *_room(known), *_steps(known), _prepaid(known)]
    gaps = tuple(one for one in found if isinstance(one, Gap))
    return Fact(is_done=None, figures=tuple(one for one in found if isinstance(one, str)), gaps=gaps)


def _left(known: Known) -> str | Gap:
    if known.rival is None:
        return _rival_gap(known)
    row = known.rival.row
    if row.residual is None:
        return Gap(words=row.why, url=reverse("quotes:rival", args=[row.pk]))
    told = {"amount": Amounts(known.deal.currency)(row.residual)}
    words = (
        gettext("%(amount)s left with SLA, invoice and payment weighed, the unknown among it")
        if row.open
        else gettext("%(amount)s left with SLA, invoice and payment weighed")
    )
    return words % told


def _room(known: Known) -> list[str | Gap]:
    """Only where this reader may read the talk."""
    now = known.talk
    if now is None or known.ground is None:
        return []
    if now.aims is None:
        url = reverse("quotes:negotiation", args=[known.ground.version.quote_id])
        return [Gap(words=gettext("The lowest total you would sign is not said"), url=url)]
    room = now.offers[-1] - now.aims.reservation
    words = (
        gettext("%(amount)s down to the lowest you would sign")
        if room >= 0
        else gettext("%(amount)s below the lowest you would sign")
    )
    return [words % {"amount": _amounts(known)(abs(room))}]


def _steps(known: Known) -> list[str]:
    made = known.talk.made[-MOST_STEPS:] if known.talk else ()
    return [gettext("last steps %(steps)s") % {"steps": _amounts(known).row(made)}] if made else []


def _amounts(known: Known) -> Amounts:
    now = known.talk
    currency = known.ground.version.currency if known.ground else known.deal.currency
    return Amounts(currency, now.months if now and now.is_mixed else None)


def _prepaid(known: Known) -> str | Gap | None:
    """What paying yearly in advance is worth at what money costs us; nothing where it is paid so, or has no dates."""
    if known.ground is None:
        return None
    terms = known.ground.priced.terms
    before, after = terms.payment, replace(terms.payment, plan=PaymentPlan.ANNUAL_PREPAID)
    if before == after or before.plan not in PLAN_TIMES:
        return None
    if known.ground.rate is None:
        words = gettext("Finance has not said what money costs in %(currency)s") % {"currency": terms.currency}
        return Gap(words=words, url=reverse("quotes:funding"))
    gross, rate = known.ground.priced.gross, known.ground.rate.rate
    lost = Paying(payment=before, gross=gross, months=terms.term_months, rate=rate).lost(after)
    worth = points(-lost.points, 2)
    return gettext("paid yearly in advance is worth %(worth)s of the price") % {"worth": worth}


def _budget(known: Known) -> Fact:
    estimate = getattr(known.deal, "budget", None)
    spread = estimate.spread if estimate else None
    if estimate is None or spread is None:
        return Fact(is_done=False, gaps=(Gap(words=gettext("No sign of what they can spend is noted")),))
    told = {"amount": large(spread.p50, estimate.currency), "unit": unit_of(estimate.basis)}
    return Fact(is_done=True, figures=(gettext("median estimate %(amount)s %(unit)s") % told,))


def _usage(known: Known) -> Fact:
    if known.use.series:
        series = known.use.series[0]
        told = {"name": series.name, "peak": series.peak, "used": series.used}
        words = gettext("%(name)s: %(peak)s at the peak, %(used)s of it on average")
        return Fact(is_done=True, figures=(words % told,))
    if known.use.scenarios:
        scenario = known.use.scenarios[0]
        told = {"name": scenario.name, "streams": scenario.streams, "egress": scenario.egress}
        return Fact(is_done=True, figures=(gettext("%(name)s: %(streams)s streams at the peak, %(egress)s") % told,))
    return Fact(is_done=False, gaps=(Gap(words=gettext("No use is described or measured")),))


def _forms(known: Known) -> Fact:
    names = known.told["tariffs"]
    if not names:
        return Fact(is_done=False, gaps=(Gap(words=gettext("No tariff is typed to compare the offer with")),))
    told = ngettext("%(n)s tariff beside the offer: %(names)s", "%(n)s tariffs beside the offer: %(names)s", len(names))
    return Fact(is_done=True, figures=(told % {"n": len(names), "names": gettext(", ").join(names)},))


def _phases(known: Known) -> Fact:
    """Of the offer that is compared: what an older one had is offered no more."""
    if known.ground is None:
        return Fact(is_done=False, gaps=(Gap(words=gettext("We have made no offer yet")),))
    version = known.ground.version
    options = [line for line in known.ground.priced.lines if line.terms.role is Role.OPTIONAL]
    figures = []
    if options:
        amount, n = Amounts(version.currency)(sum(line.gross for line in options)), len(options)
        words = ngettext("%(version)s: %(n)s option, %(amount)s", "%(version)s: %(n)s options, %(amount)s", n)
        figures.append(words % {"version": version, "n": n, "amount": amount})
    if columns := known.ground.priced.terms.columns:
        names = gettext(", ").join(column.name for column in columns)
        figures.append(gettext("%(version)s side by side: %(names)s") % {"version": version, "names": names})
    words = gettext("%(version)s has neither options nor offers side by side") % {"version": version}
    return Fact(is_done=bool(figures), figures=tuple(figures), gaps=() if figures else (Gap(words=words),))


def _locked(known: Known) -> Fact:
    names = known.told["locks"]
    if names:
        return Fact(is_done=True, figures=(gettext(", ").join(names),))
    if known.told["locked"]:
        return Fact(is_done=True, gaps=(Gap(words=gettext("No outcome of the price lock is named")),))
    return Fact(is_done=False, gaps=(Gap(words=gettext("The price lock is not among what is negotiated")),))


def _plan(known: Known) -> Fact:
    if not known.told["planned"]:
        return Fact(is_done=False, gaps=(Gap(words=gettext("No step to the signature is planned")),))
    days = known.deal.critical_days
    if days is None:
        return Fact(is_done=True, gaps=(Gap(words=gettext("No step has a duration")),))
    words = ngettext("critical path of %(n)s workday", "critical path of %(n)s workdays", days)
    return Fact(is_done=True, figures=(words % {"n": days},))


def _freeze(known: Known) -> Fact:
    deal = known.deal
    if deal.freeze_on is None:
        return Fact(is_done=False, gaps=(Gap(words=gettext("The day on which the budget freezes is not known")),))
    left = workdays_left(known.today, deal.freeze_on, noticed_with(deal))
    words = ngettext("%(day)s · %(n)s workday left", "%(day)s · %(n)s workdays left", left)
    return Fact(is_done=True, figures=(words % {"day": f"{deal.freeze_on:%m-%d}", "n": left},))


def _decider(known: Known) -> Fact:
    seats = known.told["deciders"]
    missing = [seat["name"] for seat in seats if not seat["reached"]]
    if not seats:
        return Fact(is_done=False, gaps=(Gap(words=gettext("Nobody on the decision map is known to approve")),))
    told = {"n": len(seats) - len(missing), "all": len(seats), "names": gettext(", ").join(missing)}
    if not missing:
        return Fact(is_done=True, figures=(gettext("%(n)s of %(all)s reached") % told,))
    return Fact(is_done=False, figures=(gettext("%(n)s of %(all)s reached, not %(names)s") % told,))


def _summit(known: Known) -> Fact:
    met = known.told["summit"]
    if met is None:
        return Fact(is_done=False, gaps=(Gap(words=gettext("No meeting with an executive of theirs is logged")),))
    told = {"name": met["name"], "day": f"{date.fromisoformat(met['on']):%m-%d}"}
    return Fact(is_done=True, figures=(gettext("%(name)s, met on %(day)s") % told,))


def _papers(known: Known) -> Fact:
    made: dict[str, Any] | None = known.told["paper"]
    if made is None:
        return Fact(is_done=False, gaps=(Gap(words=gettext("No material for their approval has gone out yet")),))
    told = {
        "version": f"{made['quote']} V{mark(made['number'], made['branch'])}",
        "day": f"{date.fromisoformat(made['on']):%m-%d}",
    }
    return Fact(is_done=True, figures=(gettext("material of %(version)s, %(day)s") % told,))


# fmt: off
FACTS: Mapping[Step, Callable[[Known], Fact]] = {
    Step.HEARD:    _heard,
    Step.WRITTEN:  _written,
    Step.ALIKE:    _alike,
    Step.WORTH:    _worth,
    Step.RESIDUAL: _residual,
    Step.CLAIMS:   _claims,
    Step.THEIRS:   _theirs,
    Step.AGREED:   _agreed,
    Step.EVEN:     _even,
    Step.PAGE:     _page,
    Step.BUDGET:   _budget,
    Step.USAGE:    _usage,
    Step.FORMS:    _forms,
    Step.PHASES:   _phases,
    Step.LOCKED:   _locked,
    Step.PLAN:     _plan,
    Step.FREEZE:   _freeze,
    Step.DECIDER:  _decider,
    Step.SUMMIT:   _summit,
    Step.PAPERS:   _papers,
}
# fmt: on
