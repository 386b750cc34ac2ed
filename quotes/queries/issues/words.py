"""How a price was reckoned, in words."""

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import percent, points
from quotes.domain.concessions import free_months_worth
from quotes.domain.issues.worth import Price
from quotes.domain.negotiation import Basis
from quotes.queries.coach.words import Amounts


def reckoned_by(found: Price, currency: str) -> str:
    """How a price was reckoned, with its figures; nothing for what somebody typed, who said where it came from."""
    facts, money = found.facts, Amounts(currency)
    if not found.cost and found.basis in {Basis.PAYMENT, Basis.LIST}:
        return _("As it is on the table")
    if found.basis is Basis.PAYMENT:
        told = {"share": points(-facts["share"].points, 2), "rate": percent(facts["rate"].points)}  # type: ignore[attr-defined] # written beside it
        return _("Present value %(share)s of the price at %(rate)s a year") % told
    if found.basis is Basis.LIST:
        months, paid = int(str(facts["months"])), int(str(facts["paid"]))
        if months < 0:
            return _("At list price")
        worth = points(free_months_worth(paid, months).points)
        return _("%(months)s months at list; on %(paid)s paid ones a price cut of %(points)s") % {
            "months": months,
            "paid": paid,
            "points": worth,
        }
    if found.basis is Basis.CREDITS:
        return _("Expected credits of %(months)s months; the worst month credits %(worst)s") % {
            "months": facts["months"],
            "worst": money(facts["worst"]),
        }
    return ""
