"""One customer's use under every form of billing: what he pays, what we keep, and where two forms meet."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.currencies import places
from dealdesk.kernel.formats import percent
from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Finding
from dealdesk.web.refusals import translated
from quotes.domain.billing.advice import Advice, advised
from quotes.domain.billing.breakeven import BreakEven, break_evens
from quotes.domain.billing.compared import Priced, compared
from quotes.domain.billing.forms import Part, over_of, rate_of
from quotes.domain.billing.months import mean_of, peak_of, utilisation
from quotes.domain.billing.sensitivity import Shift, totals
from quotes.domain.billing.tariffs import Every
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.terms import OfferTerms
from quotes.queries.billing.candidates import Basis, Candidate, candidates
from quotes.queries.billing.known import NOTHING_KNOWN, Kept, Knowledge
from quotes.queries.billing.lines import InPlace, with_form
from quotes.queries.billing.picture import pictures
from quotes.queries.billing.shown import (
    BillingScreen,
    FormRow,
    Meeting,
    PartRow,
    Question,
    Scenario,
    Stand,
)
from quotes.queries.billing.words import counted_word, name_of, price_of, unit_of, whole
from quotes.queries.metering import say
from stakeholders.models import Deal

# The steps that are shown beside what the reader asks; a display's scale, and no forecast.
STEPS = (-20, 20)


def billing_screen(
    deal: Deal, basis: Basis, question: Question, terms: OfferTerms | None, *, mark: str = "", known: Knowledge | None
) -> BillingScreen:
    """`terms` are those of the offer that the forms stand beside; `known` is None for whoever may not know a cost."""
    found = candidates(deal, basis, question.items)
    prices, offers = _priced(terms, found, question, places(basis.currency))
    pairs = break_evens(question.demand, prices, question.term_months)
    kept = [_kept(known, place) for place in offers]
    own = utilisation(question.demand.months)
    least = known.least if known and known.inputs else None
    advice = advised(prices, pairs, own, margins=[one.margin for one in kept], least=least)
    now = price(terms) if terms else None
    rows = tuple(
        _row(candidate, number, one, place.offer, now, left, basis, advice, prices)
        for number, (candidate, one, place, left) in enumerate(zip(found, prices, offers, kept, strict=True))
    )
    best = next((row for row in rows if row.is_advised), None)
    return BillingScreen(
        currency=basis.currency,
        tax_included=basis.tax_included,
        use=question.use,
        term_months=question.term_months,
        peak=whole(peak_of(question.demand.months)),
        mean=whole(mean_of(question.demand.months)),
        utilisation=_points(own),
        counted=counted_word(question.demand.counted),
        picture=pictures(question.demand, [one.tariff for one in prices], question.use),
        rows=rows,
        meetings=_meetings(rows, pairs, own),
        scenarios=_scenarios(question, prices),
        advice=say(advice.reason),
        best=best,
        saving=-best.against if best and best.against is not None and best.against < 0 else None,
        stand=_stand(terms, now, mark, question, basis, known),
        is_private=known is not None,
        why_no_margin=known.why if known else "",
        candidates=found,
        prices=prices,
    )


def _priced(
    terms: OfferTerms | None, found: Sequence[Candidate], question: Question, decimals: int
) -> tuple[tuple[Priced, ...], list[InPlace]]:
    """What each form costs, and the offer with it in the place of the lines it would replace, where there is an offer.

    A form that makes no offer has no price either: its row says why, and the others stay.
    """
    prices = compared(question.demand, [one.tariff for one in found], question.term_months, decimals)
    offers = [
        with_form(terms, candidate, one, question.replaced, question.group)
        if terms and one.total is not None
        else InPlace()
        for candidate, one in zip(found, prices, strict=True)
    ]
    told = zip(prices, offers, strict=True)
    return tuple(
        replace(one, total=None, problem=place.problem) if place.problem else one for one, place in told
    ), offers


def _kept(known: Knowledge | None, place: InPlace) -> Kept:
    if known is None or place.offer is None:
        return NOTHING_KNOWN
    return known.kept_of(place.offer, gone=place.gone, sells=place.sells)


def _row(
    candidate: Candidate,
    number: int,
    one: Priced,
    offer: PricedOffer | None,
    now: PricedOffer | None,
    left: Kept,
    basis: Basis,
    advice: Advice,
    prices: Sequence[Priced],
) -> FormRow:
    tariff = one.tariff
    least = min((each.total for each in prices if each.total is not None and not each.warning), default=None)
    whole_offer = _said(offer, basis)
    return FormRow(
        key=candidate.key,
        letter=chr(ord("A") + number),
        name=name_of(tariff),
        billing=gettext(tariff.billing.label),
        source=tariff.source,
        since=tariff.since.isoformat(),
        typed=candidate.typed,
        parts=tuple(_parts(one)),
        total=one.total,
        months=tuple(month.amount for month in one.months[:12]),
        offer=whole_offer,
        against=None if whole_offer is None or now is None else whole_offer - (_said(now, basis) or ZERO),
        margin=_percent(left),
        gaps=left.gaps,
        problem=_sentence(one.problem),
        warning=_sentence(one.warning),
        is_advised=advice.place == number,
        is_cheapest=one.total is not None and one.total == least and not one.warning,
    )


def _parts(one: Priced) -> list[PartRow]:
    found = []
    for part in dict.fromkeys(item.part for month in one.months for item in month.bill):
        rate = None if part is Part.PACKAGES else over_of(one.tariff) if part is Part.OVER else rate_of(one.tariff)
        units = [item.units for month in one.months for item in month.bill if item.part is part]
        if part is Part.OVER and not any(units):
            continue
        unit = unit_of(one.tariff, part, rate)
        if rate is not None and rate.every is not Every.ONCE:
            # What is paid by time is told as it is in a month, the mean where months differ.
            mean = EXACT.divide(sum(units, ZERO), Decimal(len(units)))
            words = gettext("%(units)s a month on average") if min(units) < max(units) else "%(units)s"
            told = words % {"units": f"{whole(mean)} {counted_word(one.tariff.counted)}"}
        else:
            told = f"{whole(sum(units, ZERO))} {unit}"
        found.append(PartRow(units=told, price=f"{price_of(one.tariff, part, rate)} / {unit}"))
    return found


def _said(offer: PricedOffer | None, basis: Basis) -> Decimal | None:
    """In the basis of the comparison."""
    if offer is None:
        return None
    return offer.gross if basis.tax_included else offer.net


def _stand(
    terms: OfferTerms | None,
    now: PricedOffer | None,
    mark: str,
    question: Question,
    basis: Basis,
    known: Knowledge | None,
) -> Stand | None:
    if terms is None or now is None:
        return None
    lines = [line for line in now.every_line if line.terms.position in question.replaced]
    amounts = [line.gross if basis.tax_included else line.net for line in lines]
    left = known.kept_of(now) if known else NOTHING_KNOWN
    return Stand(
        mark=mark,
        replaced=sum(amounts, ZERO),
        offer=_said(now, basis) or ZERO,
        lines=tuple(line.terms.description for line in lines),
        margin=_percent(left),
        gaps=left.gaps,
    )


def _percent(left: Kept) -> Decimal | None:
    return left.margin.percent.points if left.margin and left.margin.percent else None


def _meetings(
    rows: Sequence[FormRow], pairs: Sequence[BreakEven], own: Decimal
) -> dict[str, dict[str, Meeting | None]]:
    """By the letters of two forms, both ways round; only those that have a price."""
    there = [row.letter for row in rows if row.total is not None]
    found: dict[str, dict[str, Meeting | None]] = {one: dict.fromkeys(there) for one in there}
    for pair in pairs:
        one, other = rows[pair.one].letter, rows[pair.other].letter
        near = sorted(pair.at, key=lambda use: abs(use - own))
        meeting = Meeting(
            at=_points(near[0]) if near else "",
            others="、".join(_points(use) for use in near[1:]),
            is_exact=pair.is_exact,
        )
        found[one][other] = found[other][one] = meeting
    return found


def _scenarios(question: Question, prices: Sequence[Priced]) -> tuple[Scenario, ...]:
    """As it is, 20 % less and more of everything, of the peaks alone, and what the reader asks for."""
    shifts = {gettext("As it is"): Shift()}
    for by in STEPS:
        step, words = Percent(Decimal(by)), f"{'+' if by > 0 else '−'}{abs(by)} %"
        shifts[gettext("Use %(by)s") % {"by": words}] = Shift(growth=step)
        shifts[gettext("Peaks %(by)s") % {"by": words}] = Shift(peak=step)
    if question.shift != Shift():
        shifts[gettext("As asked")] = question.shift
    found = []
    for label, shift in shifts.items():
        amounts = totals(question.demand, prices, shift, question.term_months)
        found.append(Scenario(label=label, totals=amounts, least=_least(amounts)))
    return tuple(found)


def _least(amounts: Sequence[Decimal | None]) -> int | None:
    """The place of the least; the first of equals."""
    there = [(amount, place) for place, amount in enumerate(amounts) if amount is not None]
    return min(there)[1] if there else None


def _sentence(finding: Finding | None) -> str:
    return translated(finding.message, dict(finding.params)) if finding else ""


def _points(ratio: Decimal) -> str:
    return percent(round_to(Percent.from_ratio(ratio).points, 1))
