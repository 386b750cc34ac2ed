"""Texts of the house, and words that wait to be read, with any number of rows."""

from typing import Any

from django.urls import reverse

from quotes.actions.texts import decide_words
from quotes.domain.papers import Block, Passage
from tests.architecture.listing import Listing
from tests.factories import texts as written
from tests.factories.stakeholders import NOW


def texts(cast: Any, rows: int) -> str:
    for number in range(rows):
        written.text(by=cast.lin, block=(Block.DATA, Block.LIABILITY)[number % 2])
    return reverse("quotes:texts")


def words(cast: Any, rows: int) -> str:
    for number in range(rows):
        written.own(deal=cast.deal, by=cast.ada, passage=Passage(Block.TERMS, f"另附承诺 {number}。"))
        said = written.own(deal=cast.deal, by=cast.ada, passage=Passage(Block.TERMS, f"说过的承诺 {number}。"))
        decide_words(words=said, is_approved=True, because="", by=cast.bo, at=NOW)
    return reverse("quotes:words")


TEXTS: dict[str, Listing] = {
    "quotes:texts": Listing("ada", 3, texts),
    "quotes:words": Listing("bo", 5, words),
}
