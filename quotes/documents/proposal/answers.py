"""What each department of a buyer asks of an offer, answered from its own figures, and its service in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import priced
from dealdesk.kernel.words import label
from dealdesk.web.templatetags.paper import day, length, listed
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
from quotes.documents.proposal.pack import Pack
from quotes.documents.proposal.tree import Proposal
from quotes.domain.outlay import Payment
from quotes.domain.pricing.terms import ServiceTerms
from stakeholders.domain.seats.words import SeatKind


@dataclass(frozen=True)
class Seat:
    """One department with its questions, each answered in a sentence or two."""

    name: str
    answers: tuple[Clause, ...]


def seats(proposal: Proposal, pack: Pack) -> tuple[Seat, ...]:
    """Four departments; a question that the offer has no answer to is not raised."""
    asked = (
        (SeatKind.TECHNICAL, _technical(proposal)),
        (SeatKind.PROCUREMENT, _procurement(proposal, pack)),
        (SeatKind.BUSINESS, _business(proposal)),
        (SeatKind.FINANCE, _finance(proposal, pack)),
    )
    found = (Seat(_(label(seat)), tuple(answers)) for seat, answers in asked)
    return tuple(seat for seat in found if seat.answers)


def _technical(proposal: Proposal) -> Iterator[Clause]:
    if service := service_clauses(proposal.service):
        yield Clause(_("How reliable is it?"), gap().join(_said(clause.title, clause.text) for clause in service))
    if proposal.solution:
        yield Clause(
            _("What is delivered?"),
            semicolon().join(_said(one.title, one.text.rstrip("。.")) for one in proposal.solution),
        )
    if proposal.meters:
        counted = (_said(listed(meter.products), meter.counts) for meter in proposal.meters)
        yield Clause(_("How is usage measured?"), semicolon().join(counted))


def _procurement(proposal: Proposal, pack: Pack) -> Iterator[Clause]:
    totals, currency = proposal.totals, proposal.currency
    said = _("%(count)s items, each with list price, discount and final price; %(total)s in total, tax included.")
    price = said % {"count": proposal.line_count, "total": priced(totals.gross, currency)}
    if totals.below_list > 0:
        price += gap() + _("That is %(amount)s below list (%(basis)s).") % {
            "amount": priced(totals.below_list, currency),
            "basis": proposal.basis,
        }
    yield Clause(_("How is the price made up?"), price)
    if pack.offers:
        names = listed(offer.name for offer in pack.offers)
        yield Clause(
            _("Is it compared like for like?"),
            _("Yes, with %(names)s: for the same months, the same items and the same quantities.") % {"names": names},
        )
    yield Clause(_("How long is the offer valid?"), validity(proposal))
    seller = proposal.seller
    facts = (
        (_("Tax ID"), seller.tax_id),
        (_("Bank"), seller.bank),
        (_("Contact"), seller.contact),
    )
    known = (_said(what, fact) for what, fact in facts if fact)
    yield Clause(_("Who is the supplier?"), semicolon().join((seller.company, *known)))


def _business(proposal: Proposal) -> Iterator[Clause]:
    for need in proposal.needs:
        if said := gap().join(filter(None, (need.finding, need.effect))):
            yield Clause(need.situation, said)
    term = _("%(months)s months.") % {"months": proposal.months_served}
    yield Clause(_("How long is it for?"), term)


def _finance(proposal: Proposal, pack: Pack) -> Iterator[Clause]:
    yield Clause(
        _("What is due when?"),
        semicolon().join(_said(one.title, one.text.rstrip("。.")) for one in payment_clauses(proposal.payment))
        + _due(pack),
    )
    totals, currency = proposal.totals, proposal.currency
    said = _("%(net)s before tax, %(tax)s tax, %(gross)s in total.")
    amounts = {name: priced(getattr(totals, name), currency) for name in ("net", "tax", "gross")}
    yield Clause(_("How much of it is tax?"), said % amounts + gap() + tax_basis(proposal))


def _due(pack: Pack) -> str:
    if not pack.payments:
        return ""
    said = _("%(count)s payments in all, see the calendar of payments.")
    return semicolon() + said % {"count": len(pack.payments)}


def _said(what: str, text: str) -> str:
    return _("%(what)s: %(text)s") % {"what": what, "text": text} if text else what


def when(payment: Payment) -> str:
    """The day where it is known, else where in the term it lies."""
    if payment.due_on:
        return day(payment.due_on)
    if not payment.after:
        return _("When the service begins")
    return _("%(months)s months after the service begins") % {"months": payment.after}


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
