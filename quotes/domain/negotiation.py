"""Rounds, moves and the ledger of what was given for what."""

from dealdesk.kernel.words import Word


class Side(Word):
    OURS = "ours", "Our side"
    THEIRS = "theirs", "Their side"


class Channel(Word):
    MEETING = "meeting"
    CALL = "call"
    MESSAGE = "message"
    MAIL = "mail", "E-mail"
    VISIT = "visit"


class Issue(Word):
    PRICE = "price"
    PAYMENT = "payment", "Payment terms"
    FREE_MONTHS = "free_months", "Free months"
    SLA = "sla", "SLA"
    SCOPE = "scope"
    TERM = "term", "Contract term"
    SUPPORT = "support"
    REFERENCE = "reference", "Customer reference"
    LIABILITY = "liability"
    OTHER = "other", "Other matter"


class MoveKind(Word):
    GIVE = "give"
    GET = "get"


class MoveStatus(Word):
    AGREED = "agreed"
    OPEN = "open", "Still open"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
