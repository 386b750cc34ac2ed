"""The life of an export, as words and a table of moves."""

from enum import StrEnum

from dealdesk.kernel.words import Word


class ExportState(StrEnum):
    QUEUED = "queued"
    RENDERING = "rendering"
    DONE = "done"
    FAILED = "failed"


class Kind(Word):
    """Which document a version is put into; all of them say the same figures."""

    PROPOSAL = "proposal", "Proposal"
    QUOTATION = "quotation", "Formal quotation"


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
