"""The life of an export, as words and a table of moves, and the mark that its copies carry when they leave."""

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any

from dealdesk.kernel.words import Word
from quotes.domain.lifecycle import VersionState


def attached(snapshot: Mapping[str, Any]) -> str:
    """What a document says, as the text that is attached to it for programs."""
    return json.dumps(snapshot, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


# What a stored snapshot holds besides what its document says.
KEPT_BESIDE = frozenset({"claims", "own_lines"})


def fingerprint_of(snapshot: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of that text: of what a document says, where its file has another of all its bytes."""
    said = {name: told for name, told in snapshot.items() if name not in KEPT_BESIDE}
    return sha256(attached(said).encode()).hexdigest()


class ExportState(Word):
    """How far a file is."""

    QUEUED = "queued"
    RENDERING = "rendering"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Kind(Word):
    """Which document a version is put into; all of them say the same figures."""

    PROPOSAL = "proposal", "Proposal"
    QUOTATION = "quotation", "Formal quotation"
    CHAMPION = "champion", "Material for their approval"


class Language(Word):
    """What a proposal's own words are written in, by the code of its language."""

    CHINESE = "zh-hans", "Chinese"
    ENGLISH = "en", "English"


# A worker that died is followed by another, and the press gets a second try: rendering may start again. What failed is
# tried again by whoever looks after the machine.
# fmt: off
MOVES: dict[ExportState, frozenset[ExportState]] = {
    ExportState.QUEUED:    frozenset({ExportState.RENDERING, ExportState.FAILED, ExportState.CANCELLED}),
    ExportState.RENDERING: frozenset(
        {ExportState.RENDERING, ExportState.QUEUED, ExportState.DONE, ExportState.FAILED, ExportState.CANCELLED}
    ),
    ExportState.DONE:      frozenset(),
    ExportState.FAILED:    frozenset({ExportState.QUEUED}),
    ExportState.CANCELLED: frozenset(),
}
# fmt: on

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


class Waits(Word):
    """What alone keeps the file of an approved offer a draft: its mark must not say that the offer is not approved."""

    WORDS = "words", "Words that nobody approved"
    GATE = "gate", "Something that has to be known before a price goes out"


ACROSS_WAITING: dict[Waits, tuple[str, ...]] = {
    Waits.WORDS: ("Draft · words not approved", "DRAFT: no seal"),
    Waits.GATE: ("Draft · not yet to be sent", "DRAFT: no seal"),
}


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


class Verdict(Word):
    """What a PDF that somebody holds is found to be."""

    OURS = "ours", "Ours, and unaltered"
    ALTERED = "altered", "Not as it left us"
    UNKNOWN = "unknown", "Not one of ours"


@dataclass(frozen=True)
class Claim:
    """Which offer a file calls itself."""

    number: str
    version: str


# As our documents write it into their metadata: number, version, check code.
CLAIM = re.compile(rb"(BJ-\d{6}), (V\d{1,4}(?:\xc2\xb7[A-Z])?), [0-9a-f]{8,64}")
METADATA = re.compile(rb"/Type\s*/Metadata\b[^>]{0,200}>>\s*stream\r?\n")
# Nothing of a file that somebody hands in is unpacked beyond this, however much it promises.
LONGEST_METADATA = 65536
MOST_METADATA = 8


def claimed(content: bytes) -> Claim | None:
    """What the file says of itself, which anybody could have written; None where it says nothing."""
    places = islice(METADATA.finditer(content), MOST_METADATA)
    texts = (content, *(_unpacked(content[place.end() :]) for place in places))
    found = next(filter(None, map(CLAIM.search, texts)), None)
    return Claim(found[1].decode(), found[2].decode()) if found else None


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, LONGEST_METADATA)
    except zlib.error:
        return b""
