"""The life of a quote version as a table of moves, and the two forms an offer can take."""

from dealdesk.kernel.words import Word


class VersionState(Word):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT = "sent"
    ACCEPTED = "accepted", "Accepted by the customer"
    WITHDRAWN = "withdrawn"


class Form(Word):
    """Two ways to present one set of terms: every item with its price, or one price for all of them."""

    ITEMISED = "itemised"
    BUNDLE = "bundle"


# fmt: off
MOVES: dict[VersionState, frozenset[VersionState]] = {
    VersionState.DRAFT:     frozenset({VersionState.SUBMITTED}),
    VersionState.SUBMITTED: frozenset({VersionState.SENT, VersionState.WITHDRAWN}),
    VersionState.SENT:      frozenset({VersionState.ACCEPTED, VersionState.WITHDRAWN}),
    VersionState.ACCEPTED:  frozenset(),
    VersionState.WITHDRAWN: frozenset(),
}
# fmt: on

# Only a draft may change; new terms for anything later are a new version.
EDITABLE = frozenset({VersionState.DRAFT})
# A draft is exported too, with a watermark; what has been withdrawn is not offered again.
EXPORTABLE = frozenset({VersionState.DRAFT, VersionState.SUBMITTED, VersionState.SENT, VersionState.ACCEPTED})
