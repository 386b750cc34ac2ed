"""The house's own text for a place, beside words that somebody wrote there instead."""

from dataclasses import dataclass

from dealdesk.kernel.changes import Change, Piece, changes
from quotes.domain.papers import Block
from quotes.domain.proposals import Language
from quotes.domain.texts import OWNERS
from quotes.models import OwnWords, TextEdition

# Among which the nearest is looked for.
MOST = 50


@dataclass(frozen=True, kw_only=True)
class Standard:
    """`pieces` say where the words differ from it; nothing where they have little in common."""

    edition: TextEdition
    said: str
    pieces: tuple[Piece, ...] = ()


def standard_for(words: OwnWords, language: Language) -> Standard | None:
    """The one most like them, as it is said in that language. One statement where the house writes for the place."""
    if Block(words.block) not in OWNERS:
        return None
    newest = TextEdition.objects.newest().filter(text__block=words.block, text__retired_at=None)
    told = [(one, one.said.to(language)) for one in newest.select_related("text")[:MOST]]
    if not told:
        return None
    likest = max(((one, said, changes(said, words.text)) for one, said in told), key=lambda found: share(found[2]))
    edition, said, pieces = likest
    return Standard(edition=edition, said=said, pieces=pieces if share(pieces) > 1 / 2 else ())


def share(pieces: tuple[Piece, ...]) -> float:
    """How much stayed, of all that was there before or is now."""
    same = sum(len(piece.text) for piece in pieces if piece.change is Change.SAME)
    return same / (sum(len(piece.text) for piece in pieces) or 1)
