"""How a price was reckoned, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dealdesk.kernel.formats import percent, points
from dealdesk.kernel.words import label
from quotes.domain.concessions import free_months_worth
from quotes.domain.issues.worth import Price
from quotes.domain.negotiation import Basis
from quotes.queries.coach.words import Amounts


def questions(found: Price | None) -> tuple[str, ...]:
    """What nobody has said yet and the price hangs on."""
    lacks: Any = found.facts.get("lacks", ()) if found else ()
    return tuple(_(label(lack)) for lack in lacks)


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
        words = ngettext(
            "%(months)s month at list; on %(paid)s paid ones a price cut of %(points)s",
            "%(months)s months at list; on %(paid)s paid ones a price cut of %(points)s",
            months,
        )
        return words % {"months": months, "paid": paid, "points": worth}
    if found.basis is Basis.CREDITS:
        return _("Expected credits of %(months)s months; the worst month credits %(worst)s") % {
            "months": facts["months"],
            "worst": money(facts["worst"]),
        }
    if found.basis is Basis.VAT:
        return _invoiced(facts, money)
    return ""


def _invoiced(facts: Mapping[str, Any], money: Amounts) -> str:
    """What it leaves us and costs the buyer, before and after."""
    if not facts["lacks"] and all(before == after for before, after in (facts["net"], facts["left"])):
        return _("Nothing changes for either side")
    told = [_("Before VAT it leaves us %(way)s") % {"way": money.row(facts["net"])}]
    if None not in facts["left"]:
        told.append(_("after their VAT credit they pay %(way)s") % {"way": money.row(facts["left"])})
    return _("; ").join(told)
