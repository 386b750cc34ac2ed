"""How far the talk about a clause is, and the figure by which a clause is reckoned."""

from collections.abc import Mapping

from dealdesk.kernel.words import Word


class ItemState(Word):
    OPEN = "open", "To be looked at"
    TALKING = "talking", "Being talked about"
    SETTLED = "settled", "Agreed with the customer"


class FileKind(Word):
    """What a checklist is taken along as."""

    LETTER = "docx", "Word file"
    WORKBOOK = "xlsx", "Excel"
    PAPER = "pdf", "PDF"


class Asked(Word):
    """What a clause names, as whoever reads the contract types it."""

    DAYS = "days", "Days of credit"
    CREDIT = "credit", "Credit for a missed month, in percent of its fee"
    AVAILABILITY = "availability", "Availability, in percent"
    CAP = "cap", "Cap of all liability, in the contract's currency"
    DAILY = "daily", "Damages a day, in the contract's currency"
    INTEREST = "interest", "Interest a year, in percent"
    NOTICE = "notice", "Days of notice before the end"
    CLAIM = "claim", "Days after a month in which credits are claimed"
    EXIT = "exit", "Days after the end until data is deleted"


# By the key of the clause in the library; every other clause has no money that the desk could reckon.
ASKED: Mapping[str, Asked] = {
    "credit_days": Asked.DAYS,
    "availability": Asked.AVAILABILITY,
    "credits": Asked.CREDIT,
    "cap": Asked.CAP,
    "damages": Asked.DAILY,
    "late_interest": Asked.INTEREST,
    "auto_renewal": Asked.NOTICE,
    "credit_cap": Asked.CLAIM,
    "deletion": Asked.EXIT,
}
