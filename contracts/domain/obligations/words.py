"""Whose an obligation is, what it is about, and how it ends."""

from collections.abc import Mapping

from dealdesk.kernel.words import Word


class Side(Word):
    OURS = "ours", "Ours"
    THEIRS = "theirs", "Theirs"


class ObligationKind(Word):
    PAYMENT = "payment", "Instalment"
    NOTICE = "notice", "Notice before the end"
    REPORT = "report", "Report on the service"
    DELETION = "deletion", "Data returned and deleted"
    DECLARATION = "declaration", "Declared as a small or medium enterprise"
    CONFIRMATION = "confirmation", "Receivable confirmed"
    CLAIM = "claim", "Credits claimed"
    CREDIT = "credit", "Credits given"
    OTHER = "other", "Other obligation"


# By the clause of the library that each follows from, where one does.
CLAUSES: Mapping[ObligationKind, str] = {
    ObligationKind.PAYMENT: "instalments",
    ObligationKind.NOTICE: "auto_renewal",
    ObligationKind.REPORT: "experience",
    ObligationKind.DELETION: "deletion",
    ObligationKind.DECLARATION: "credit_days",
    ObligationKind.CLAIM: "credit_cap",
    ObligationKind.CREDIT: "credits",
}
THEIR_KINDS = frozenset({ObligationKind.PAYMENT, ObligationKind.CONFIRMATION, ObligationKind.CLAIM})


def usual_side(kind: ObligationKind) -> Side:
    return Side.THEIRS if kind in THEIR_KINDS else Side.OURS


class ObligationState(Word):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    WAIVED = "waived", "Waived"


OBLIGATION_MOVES: dict[ObligationState, frozenset[ObligationState]] = {
    ObligationState.OPEN: frozenset({ObligationState.DONE, ObligationState.WAIVED}),
    # What was settled by mistake is taken up again.
    ObligationState.DONE: frozenset({ObligationState.OPEN}),
    ObligationState.WAIVED: frozenset({ObligationState.OPEN}),
}


class Urgency(Word):
    """Where an open obligation stands today."""

    OVERDUE = "overdue", "Past its day"
    SOON = "soon", "Soon"
    LATER = "later", "Later"
