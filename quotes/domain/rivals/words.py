"""How we know of a competitor's price, in which respects two offers differ, and what is not known of them."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.words import Word
from quotes.domain.invoicing import Unsaid


class Evidence(Word):
    DOCUMENT = "document", "In writing"
    CLAIMED = "claimed", "Claimed only"


class Respect(Word):
    """In the order of the way from their price to ours."""

    TERM = "term", "Contract term"
    SCOPE = "scope", "Scope"
    SCALE = "scale", "Scale"
    SLA = "sla", "SLA tier"
    SUPPORT = "support", "Support"
    INVOICE = "invoice", "VAT and invoice"
    PAYMENT = "payment", "Payment terms"


# What is weighed by whoever types it, with the reason beside it.
TYPED = (Respect.SCOPE, Respect.SCALE, Respect.SLA, Respect.SUPPORT)


class Lack(Word):
    """What nobody has told, as the question that asks for it."""

    HEARD = "heard", "Which offer of ours do they compare it with?"
    TERM = "term", "How many months does their price cover?"
    LINES = "lines", "What is not in their offer?"
    QUANTITY = "quantity", "Which quantity is their price for?"
    MORE = "more", "Their price is for more than ours: what would they ask for our quantity?"
    SLA = "sla", "Which availability do they promise, with what compensation?"
    SUPPORT = "support", "Which support hours and response times do they promise?"
    SLA_WORTH = "sla_worth", "Their availability is not ours: what is the difference worth?"
    SUPPORT_WORTH = "support_worth", "Their support is not ours: what is the difference worth?"
    TAX = "tax", "Is tax in their price?"
    VAT = "vat", "Which VAT rate is on their invoice?"
    INVOICE = "invoice", "Which invoice do they issue, special or ordinary?"
    PAYMENT = "payment", "When is their price paid?"
    OUR_PAYMENT = "our_payment", "Our own payment is by milestone: on which days?"
    RATE = "rate", "What does money cost us in our offer's currency? Finance has to say."


@dataclass(frozen=True, kw_only=True)
class Open:
    """One thing that is not known; `of` names what it is asked of, where that is one line of the offer."""

    lack: Lack | Unsaid
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What ours is worth more in one respect, with tax, for our term; less is negative. What is `unknown` is not in
    it: an amount beside something unknown is a part, and None is nothing known at all. `basis` is somebody's reason."""

    amount: Decimal | None = None
    unknown: tuple[Open, ...] = ()
    basis: str = ""
