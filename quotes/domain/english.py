"""What things are called in English: in words of the house for what its price books say, in words of a deal for the
rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dealdesk.kernel.words import CHINESE, Word

# What is longer is no name, and stays as it was typed.
LONGEST_CHINESE, LONGEST_WORDS = 600, 1500


class Said(Word):
    """What a text is, among those that a document prints as somebody typed them."""

    PRODUCT = "product"
    GROUP = "group", "Family"
    UNIT = "unit"
    TIER = "tier", "Tier of the meter"
    DEAL = "deal"
    QUOTE = "quote"
    LINE = "line", "Line of the offer"
    COLUMN = "column", "Name of a column"
    NEED = "need", "Customer's requirement"
    MODULE = "module", "Proposed solution"
    NOTE = "note", "Note for the customer"
    STEP = "step", "Step of the calendar"


@dataclass(frozen=True)
class English:
    """English words by the Chinese ones. What the house says counts before what one deal says."""

    house: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)

    def of(self, text: str) -> str:
        """As it was typed where nobody wrote the English."""
        return self.house.get(text) or self.own.get(text) or text

    def typed(self, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Of these what is printed in words of the deal, the Chinese beside the English, each once and in their order:
        somebody has to read them."""
        said = {text: self.own[text] for text in texts if text in self.own and text not in self.house}
        return tuple(said.items())


@dataclass(frozen=True, kw_only=True)
class WordRow:
    """`en` is empty where nobody wrote it; what the house says is not the deal's to change."""

    zh: str
    said: Said
    en: str
    is_house: bool = False


def needs_english(text: str) -> bool:
    """Whether it would stand in Chinese in an English document, and is short enough to be written in English."""
    return len(text) <= LONGEST_CHINESE and CHINESE.search(text) is not None
