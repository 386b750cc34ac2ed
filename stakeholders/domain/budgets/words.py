"""The words of a budget: where a signal comes from, what its amount covers, and what became known at the end."""

from dealdesk.kernel.words import Word


class SignalKind(Word):
    """Where a signal comes from. Nobody asks the customer: there is no such kind."""

    INDUSTRY = "industry", "Range of the industry"
    SIMILAR = "similar", "Similar deals"
    SIZE = "size", "Size of the organisation"
    PUBLIC = "public", "Job adverts or public accounts"
    CONVERSATION = "conversation", "Detail from a conversation"
    PRIORITIES = "priorities", "Priority of functions"
    TENDER = "tender", "Tender notice"


class Span(Word):
    """What an amount covers."""

    YEAR = "year", "each year"
    FIRST_YEAR = "first_year", "first year only"
    TERM = "term", "whole term"


class Unit(Word):
    """How an amount is typed; it is kept in whole currency."""

    ONE = "one", "as it is"
    WAN = "wan", "ten thousands"


class OutcomeKind(Word):
    """What became known once a deal was closed."""

    BUDGET = "budget", "Budget learnt"
    AWARDED = "awarded", "Price we were awarded"
    LOST = "lost", "Price we lost to"
