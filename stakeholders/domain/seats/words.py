"""The words a seat, a line between two seats, and a piece of evidence are described in.

Political status, buying role, orientation, coverage and the rungs of a relationship follow Altify's relationship map
(help.uplandsoftware.com/altify, v9.9–9.15); mode and influence follow the Blue Sheet of Miller and Heiman; the seats
are those of a Chinese buyer.
"""

from dealdesk.kernel.words import Word


class SeatKind(Word):
    TECHNICAL = "technical"
    PROCUREMENT = "procurement"
    BUSINESS = "business"
    FINANCE = "finance"
    LEGAL = "legal"
    SECURITY = "security", "Security and compliance"
    EXECUTIVE = "executive", "Executive"
    USER = "user", "End user"
    ADVISER = "adviser", "Outside adviser"


class BuyingRole(Word):
    """What a person does in this purchase; one person may do several things."""

    ECONOMIC = "economic", "Economic buyer"
    APPROVER = "approver", "Approver"
    EVALUATOR = "evaluator", "Evaluator"
    USER = "user", "Works with it"
    CHAMPION = "champion", "Champion"


class Standing(Word):
    """How near to power: Altify's political status."""

    INNER_CIRCLE = "inner_circle", "Inner circle"
    HEARD = "heard", "Has a say"
    OUTSIDE = "outside", "Outside the circle"
    UNKNOWN = "unknown", "Unknown"


class Influence(Word):
    """On this deal, not in general."""

    HIGH = "high", "High influence"
    MEDIUM = "medium", "Medium influence"
    LOW = "low", "Low influence"


class Mode(Word):
    """How the person sees their own position: only in growth or trouble does anybody want a change."""

    GROWTH = "growth", "In growth"
    TROUBLE = "trouble", "In trouble"
    EVEN = "even", "On an even keel"
    OVERCONFIDENT = "overconfident", "Overconfident"


class Orientation(Word):
    """What the person decides by."""

    FINANCIAL = "financial", "Decides by money"
    TECHNICAL = "technical", "Decides by technology"
    RELATIONSHIP = "relationship", "Decides by relationship"
    BUSINESS = "business", "Decides by business"


class Coverage(Word):
    """How well we are in touch, from nobody knows to in depth."""

    UNKNOWN = "unknown", "Coverage unknown"
    NO_CONTACT = "no_contact", "Not contacted"
    BRIEF = "brief", "Brief contact"
    REPEATED = "repeated", "Several contacts"
    IN_DEPTH = "in_depth", "In depth"


class Rung(Word):
    """What a colleague of ours is to a person, lowest first."""

    VENDOR = "vendor", "Vendor"
    CREDIBLE_SOURCE = "credible_source", "Credible source"
    PROBLEM_SOLVER = "problem_solver", "Problem solver"
    TRUSTED_ADVISER = "trusted_adviser", "Trusted adviser"


class LineKind(Word):
    """From one seat to another: reports to, influences; or between them: a conflict, an informal tie."""

    REPORTING = "reporting", "Reports to"
    INFLUENCE = "influence", "Influences"
    CONFLICT = "conflict", "In conflict with"
    INFORMAL = "informal", "Informally close to"


class Channel(Word):
    """Where a piece of evidence comes from."""

    MEETING = "meeting", "Meeting"
    CALL = "call", "Call"
    MESSAGE = "message", "Message"
    VISIT = "visit", "Visit"
    DOCUMENT = "document", "Document"
    HEARSAY = "hearsay", "From somebody else"


class EvidenceKind(Word):
    """What the person said themselves, or what we saw."""

    QUOTE = "quote", "In their own words"
    OBSERVATION = "observation", "What we saw"


# What each word counts for where it is weighed.
WEIGHT: dict[Influence, int] = {Influence.HIGH: 3, Influence.MEDIUM: 2, Influence.LOW: 1}
DEPTH: dict[Coverage, int] = {
    Coverage.UNKNOWN: 0,
    Coverage.NO_CONTACT: 1,
    Coverage.BRIEF: 2,
    Coverage.REPEATED: 3,
    Coverage.IN_DEPTH: 4,
}
DEEPEST = 4
# Altify calls them key players: inner circle and political structure.
KEY = frozenset({Standing.INNER_CIRCLE, Standing.HEARD})
# A line of these kinds runs from one to the other; the rest have no direction.
DIRECTED = frozenset({LineKind.REPORTING, LineKind.INFLUENCE})
