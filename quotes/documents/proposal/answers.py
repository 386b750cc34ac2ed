"""What each department of a buyer asks of an offer, answered from its own figures, and its service in plain words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dealdesk.kernel.formats import percent, priced
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.words import label
from dealdesk.web.templatetags.paper import day, length, listed
from quotes.documents.proposal.alike import outcomes
from quotes.documents.proposal.clauses import (
    HOURS_A_MONTH,
    HOURS_A_YEAR,
    SUPPORT,
    Clause,
    downtime,
    gap,
    payment_clauses,
    semicolon,
    service_clauses,
    tax_basis,
    validity,
)
from quotes.documents.proposal.outlay import dues
from quotes.documents.proposal.pack import Pack
from quotes.documents.proposal.pictures import REST
from quotes.documents.proposal.since import Change, changes
from quotes.documents.proposal.tree import Group, Proposal
from quotes.domain.pricing.terms import ServiceTerms
from quotes.queries.value import ValueLine
from stakeholders.domain.seats.words import SeatKind

# More payments than this are told in the calendar of payments alone.
FEW = 4
# Lines of a group that are named one by one; its table has them all.
MOST_NAMED = 12


@dataclass(frozen=True)
class Answer:
    """A question and what answers it: a sentence or two, and what stands below it, one on a line."""

    title: str
    text: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seat:
    """One department with its questions."""

    name: str
    answers: tuple[Answer, ...]


def seats(proposal: Proposal, pack: Pack) -> tuple[Seat, ...]:
    """Four departments; a question that the deal and its offer have no answer to is not raised."""
    asked = (
        (SeatKind.BUSINESS, _business(proposal)),
        (SeatKind.FINANCE, _finance(proposal, pack)),
        (SeatKind.TECHNICAL, _technical(proposal)),
        (SeatKind.PROCUREMENT, _procurement(proposal, pack)),
    )
    found = (Seat(_(label(seat)), tuple(answers)) for seat, answers in asked)
    return tuple(seat for seat in found if seat.answers)


def _business(proposal: Proposal) -> Iterator[Answer]:
    """Each trouble with what is done about it, where the deal says so; then what that is worth."""
    for need in proposal.needs:
        if done := tuple(_said(one.title, one.text) for one in proposal.solution if one.answers == need.situation):
            trouble = gap().join(filter(None, (need.finding, need.effect)))
            yield Answer(need.situation, trouble, tuple(_("What is done: %(said)s") % {"said": one} for one in done))
    if proposal.solution and not any(one.answers for one in proposal.solution):
        yield Answer(_("What do we get?"), points=tuple(one.title for one in proposal.solution))
    if worth := _worth(proposal):
        yield Answer(_("What is it worth?"), benefit(proposal), worth)
    term = _("%(months)s months.") % {"months": proposal.months_served}
    yield Answer(_("How long is it for?"), term)


def benefit(proposal: Proposal) -> str:
    """What they acknowledged, in one line; "" where nothing is told of it."""
    case = proposal.worth
    if case is None or not case.headline:
        return ""
    said = _("Acknowledged: %(amount)s over %(months)s months, weighted by confidence")
    told = {"amount": priced(case.headline, case.currency), "months": case.months}
    if case.net is None or not case.cost_total:
        return _("%(sentence)s.") % {"sentence": said % told}
    net = _("; %(net)s remain after %(costs)s of one's own effort.")
    costs = {"net": priced(case.net, case.currency), "costs": priced(case.cost_total, case.currency)}
    return said % told + net % costs


def covered(proposal: Proposal) -> str:
    """That the difference in price comes back; "" where nothing says so."""
    case = proposal.worth
    if case is None or case.net is None or not case.gap or case.net <= case.gap:
        return ""
    said = _("The difference to %(name)s comes back: %(net)s of expected net benefit − %(gap)s = %(left)s.")
    told = {"net": case.net, "gap": case.gap, "left": case.net - case.gap}
    return said % {"name": case.alternative, **{key: priced(one, case.currency) for key, one in told.items()}}


def _worth(proposal: Proposal) -> tuple[str, ...]:
    """Each amount that counts, as whoever was told its inputs reckons it."""
    case = proposal.worth
    return tuple(_counted(line, case.currency) for line in case.reckoned) if case else ()


def _counted(line: ValueLine, currency: str) -> str:
    theirs = f"{line.alternative_of} {line.alternative}".strip()
    said = _("%(metric)s, %(ours)s against %(theirs)s: %(amount)s × %(confidence)s confidence = %(counted)s")
    told = {
        "metric": line.metric,
        "ours": line.ours,
        "theirs": theirs,
        "amount": priced(line.amount or ZERO, currency),
        "confidence": percent(line.confidence or ZERO),
        "counted": priced(line.counted or ZERO, currency),
    }
    return said % told


def _finance(proposal: Proposal, pack: Pack) -> Iterator[Answer]:
    totals, currency = proposal.totals, proposal.currency
    said = _("%(gross)s for %(months)s months, tax included: %(net)s before tax and %(tax)s tax.")
    amounts = {name: priced(getattr(totals, name), currency) for name in ("net", "tax", "gross")}
    yield Answer(_("What does it cost in all?"), said % {**amounts, "months": proposal.months_served})
    if pack.years:
        yield Answer(_("And over three years?"), _over_years(proposal, pack))
    yield Answer(
        _("What is due when?"),
        semicolon().join(_said(one.title, one.text.rstrip("。.")) for one in payment_clauses(proposal.payment))
        + _due(pack),
        tuple(f"{one.when} {priced(one.amount, currency)}" for one in dues(pack.payments))
        if len(pack.payments) <= FEW
        else (),
    )
    yield Answer(_("Which invoice, at what rate?"), _invoice(pack) + tax_basis(proposal))
    if worth := _worth(proposal):
        yield Answer(_("What does it bring?"), benefit(proposal), worth)


def _over_years(proposal: Proposal, pack: Pack) -> str:
    """With what is assumed of a renewal, or that nothing is: never a sum that hides it."""
    if pack.together is None:
        said = _("This offer covers %(months)s months; what follows is quoted at renewal and is not counted here.")
        return said % {"months": proposal.months_served}
    total = priced(pack.together, proposal.currency)
    if not any(year.is_assumed for year in pack.years):
        return _("%(total)s, all of it offered here.") % {"total": total}
    if pack.renewal:
        said = (
            _("%(total)s, if renewals are %(points)s above the previous year; that is an assumption and no offer.")
            if pack.renewal > 0
            else _("%(total)s, if renewals are %(points)s below the previous year; that is an assumption and no offer.")
        )
        return said % {"total": total, "points": percent(abs(pack.renewal))}
    return _("%(total)s, if renewals are at the same price; that is an assumption and no offer.") % {"total": total}


def _invoice(pack: Pack) -> str:
    return _("%(sentence)s.") % {"sentence": _(label(pack.invoice))} + gap() if pack.invoice else ""


def _due(pack: Pack) -> str:
    if not pack.payments:
        return ""
    count = len(pack.payments)
    said = ngettext(
        "%(count)s payment in all, see the calendar of payments.",
        "%(count)s payments in all, see the calendar of payments.",
        count,
    )
    return semicolon() + said % {"count": count}


def _technical(proposal: Proposal) -> Iterator[Answer]:
    # From the lines alone: they are what is owed, and a text of the deal is the same beside every offer.
    yield Answer(_("What is delivered?"), points=tuple(_of_group(group) for group in proposal.groups))
    if service := service_clauses(proposal.service):
        said = tuple(_said(clause.title, clause.text) for clause in service)
        yield Answer(_("How reliable is it?"), points=said)
    if proposal.meters:
        counted = (_said(listed(meter.products), meter.counts) for meter in proposal.meters)
        yield Answer(_("How is usage measured?"), points=tuple(counted))


def _of_group(group: Group) -> str:
    names, more = [line.description for line in group.lines], len(group.lines) - MOST_NAMED
    if more > 0:
        names[MOST_NAMED:] = [_("%(count)s more, see the itemised prices") % {"count": more}]
    return _said(group.name or str(REST), listed(names))


def _procurement(proposal: Proposal, pack: Pack) -> Iterator[Answer]:
    totals, currency = proposal.totals, proposal.currency
    said = _("%(count)s items, each with list price, discount and final price; %(total)s in total, tax included.")
    price = said % {"count": proposal.line_count, "total": priced(totals.gross, currency)}
    if totals.below_list > 0:
        price += gap() + _("That is %(amount)s below list (%(basis)s).") % {
            "amount": priced(totals.below_list, currency),
            "basis": proposal.basis,
        }
    yield Answer(_("How is the price made up?"), price)
    if pack.offers:
        same = _("Compared for the same months, the same items and the same quantities:")
        yield Answer(_("What does the comparison say?"), same, outcomes(proposal, pack))
    if pack.first and (changed := changes(pack.first, proposal)):
        since = _("Since the first offer, V%(called)s of %(day)s:")
        told = since % {"called": pack.first.called, "day": day(pack.first.sent_on)}
        yield Answer(_("What was given for what?"), told, tuple(_exchanged(changed)))
    yield Answer(_("How long is the offer valid?"), validity(proposal))
    seller = proposal.seller
    facts = (
        (_("Tax ID"), seller.tax_id),
        (_("Bank"), seller.bank),
        (_("Contact"), seller.contact),
    )
    known = (_said(what, fact) for what, fact in facts if fact)
    yield Answer(_("Who is the supplier?"), semicolon().join((seller.company, *known)))


def _exchanged(changed: Sequence[Change]) -> Iterator[str]:
    for is_given, said in ((True, _("The seller gave: %(what)s")), (False, _("The buyer gave: %(what)s"))):
        if found := [one.words for one in changed if one.is_given is is_given]:
            yield said % {"what": semicolon().join(found)}


def _said(what: str, text: str) -> str:
    return _("%(what)s: %(text)s") % {"what": what, "text": text} if text else what


def plain_words(service: ServiceTerms) -> tuple[Clause, ...]:
    """What each promise means for somebody who runs the business, not the servers."""
    clauses = []
    if service.sla_availability is not None:
        said = _("No more than %(year)s in a year of 8,760 hours, or %(month)s in a month of 720 hours.")
        points = service.sla_availability
        downs = {"year": downtime(points, HOURS_A_YEAR), "month": downtime(points, HOURS_A_MONTH)}
        clauses.append(Clause(_("How long can it be down?"), said % downs))
    if service.urgent_minutes:
        said = _("An engineer responds to any fault that affects the business within %(time)s of the report.")
        clauses.append(Clause(_("What about emergencies?"), said % {"time": length(service.urgent_minutes)}))
    if service.normal_minutes:
        said = _("General questions and minor faults are answered within %(time)s.")
        clauses.append(Clause(_("And everything else?"), said % {"time": length(service.normal_minutes)}))
    if service.support_hours:
        clauses.append(Clause(_("When is support available?"), str(SUPPORT[service.support_hours])))
    if clauses:
        owed = _("Compensation for a missed commitment is set out in the SLA of the contract.")
        clauses.append(Clause(_("What if it is missed?"), owed))
    return tuple(clauses)
