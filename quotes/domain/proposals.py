"""The life of an export, as words and a table of moves, and the mark that its copies carry when they leave."""

from enum import StrEnum

from dealdesk.kernel.words import Word
from quotes.domain.lifecycle import VersionState


class ExportState(StrEnum):
    QUEUED = "queued"
    RENDERING = "rendering"
    DONE = "done"
    FAILED = "failed"


class Kind(Word):
    """Which document a version is put into; all of them say the same figures."""

    PROPOSAL = "proposal", "Proposal"
    QUOTATION = "quotation", "Formal quotation"
    CHAMPION = "champion", "Material for their approval"


class Language(Word):
    """What a proposal's own words are written in, by the code of its language."""

    CHINESE = "zh-hans", "Chinese"
    ENGLISH = "en", "English"


MOVES: dict[ExportState, frozenset[ExportState]] = {
    ExportState.QUEUED: frozenset({ExportState.RENDERING, ExportState.FAILED}),
    # A worker that died is followed by another: rendering may start again.
    ExportState.RENDERING: frozenset({ExportState.RENDERING, ExportState.DONE, ExportState.FAILED}),
    ExportState.DONE: frozenset(),
    ExportState.FAILED: frozenset(),
}

UNDER_WAY = frozenset({ExportState.QUEUED, ExportState.RENDERING})


class Stamp(Word):
    """What stands across every page of a copy; only a clean one may be taken for an offer."""

    CLEAN = "clean", "Final"
    DRAFT = "draft"
    EXPIRED = "expired", "Stamped as expired"
    VOID = "void", "Stamped as void"


# With these the customer has a price in hand, though an expired one; the others say that there is none.
PRICED = frozenset({Stamp.CLEAN, Stamp.EXPIRED})

# The lines across the page, in the language of the document: the first large.
# fmt: off
ACROSS: dict[Stamp, tuple[str, ...]] = {
    Stamp.CLEAN:   (),
    Stamp.DRAFT:   ("Draft · not approved", "DRAFT: no seal"),
    Stamp.EXPIRED: ("Expired", "EXPIRED: no seal"),
    Stamp.VOID:    ("Void", "VOID: no seal"),
}
# fmt: on


def stamp_of(*, printed: Stamp, is_same_offer: bool, state: VersionState, is_cleared: bool, is_expired: bool) -> Stamp:
    """The mark that a copy carries if it is handed out now. `printed` is what its pages carry already.

    Clean is what was printed of exactly this offer, which is approved and may go out (`is_cleared`), and which stands.
    """
    if printed is Stamp.DRAFT:
        return Stamp.DRAFT
    if state is VersionState.VOID:
        return Stamp.VOID
    if not (is_same_offer and is_cleared):
        return Stamp.DRAFT
    return Stamp.EXPIRED if is_expired or printed is Stamp.EXPIRED else Stamp.CLEAN
