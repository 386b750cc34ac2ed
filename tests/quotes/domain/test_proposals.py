"""Which mark a copy carries, and what a file says of itself."""

import zlib

import pytest

from quotes.domain.lifecycle import VersionState
from quotes.domain.proposals import Claim, Stamp, claimed, fingerprint_of, stamp_of

OFFER = {
    "printed": Stamp.CLEAN,
    "is_same_offer": True,
    "state": VersionState.SUBMITTED,
    "is_cleared": True,
    "is_expired": False,
}


@pytest.mark.parametrize(
    ("changed", "stamp"),
    [
        ({}, Stamp.CLEAN),
        ({"state": VersionState.SENT}, Stamp.CLEAN),
        ({"is_cleared": False}, Stamp.DRAFT),
        ({"is_same_offer": False}, Stamp.DRAFT),
        ({"state": VersionState.VOID}, Stamp.VOID),
        ({"state": VersionState.VOID, "is_cleared": False}, Stamp.VOID),
        ({"is_expired": True}, Stamp.EXPIRED),
        ({"is_expired": True, "is_cleared": False}, Stamp.DRAFT),
        ({"printed": Stamp.EXPIRED}, Stamp.EXPIRED),
        ({"printed": Stamp.EXPIRED, "is_cleared": False}, Stamp.DRAFT),
        ({"printed": Stamp.DRAFT}, Stamp.DRAFT),
        ({"printed": Stamp.DRAFT, "state": VersionState.VOID}, Stamp.DRAFT),
    ],
)
def test_only_the_very_offer_that_is_approved_and_stands_leaves_clean(changed: dict[str, object], stamp: Stamp) -> None:
    assert stamp_of(**(OFFER | changed)) is stamp  # type: ignore[arg-type]


WORDS = "<pdf:Keywords>BJ-000417, V5·A, 0a1b2c3d</pdf:Keywords>".encode()
PACKED = b"9 0 obj\n<</Subtype /XML /Type /Metadata /Filter /FlateDecode>>\nstream\n" + zlib.compress(WORDS)


@pytest.mark.parametrize(
    ("content", "claim"),
    [
        (WORDS, Claim("BJ-000417", "V5·A")),
        (PACKED, Claim("BJ-000417", "V5·A")),
        (b"<</Type /Metadata>>\nstream\nnothing that was packed", None),
        (b"<</Type /Metadata>>\nstream\n" + zlib.compress(b" " * 10**7 + WORDS), None),
        (b"%PDF-1.7", None),
    ],
    ids=["plain", "packed", "broken", "a bomb", "nothing"],
)
def test_a_file_says_which_offer_it_is_and_no_more_of_it_is_unpacked_than_that_takes(
    content: bytes, claim: Claim | None
) -> None:
    assert claimed(content) == claim


def test_the_fingerprint_is_of_what_is_printed_whatever_is_kept_beside_it() -> None:
    said = {"number": "BJ-000012", "total": "1120000.00"}
    assert fingerprint_of(said | {"claims": [1, 2], "own_lines": [["现场保障", "次"]]}) == fingerprint_of(said)
    assert fingerprint_of(said | {"total": "1120000.01"}) != fingerprint_of(said)
