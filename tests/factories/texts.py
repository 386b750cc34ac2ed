"""Texts of the house, and words of one's own in a document, made through the actions."""

from typing import Any

from dealdesk.kernel.words import Told
from quotes.actions.texts import add_text, ask_about
from quotes.domain.papers import Block, Composition, Passage
from quotes.domain.proposals import Kind
from quotes.models import OwnWords, Quote, QuoteVersion, TextEdition
from stakeholders.models import Deal, User
from tests.factories.stakeholders import NOW

NEEDS = Told("本节依据贵方提供的数据整理。", "This section rests on figures you gave us.")
UNLIMITED = Passage(Block.LIABILITY, "责任不设上限。")


def text(*, by: User, block: Block = Block.NEEDS, name: str = "现状说明", said: Told = NEEDS) -> TextEdition:
    return add_text(block=block, name=name, said=said, by=by, at=NOW).editions.get()


def composed(*passages: Passage, **changed: Any) -> Composition:
    return Composition(texts=passages, **changed)


def own(*, deal: Deal, by: User, passage: Passage = UNLIMITED, content: str = "") -> OwnWords:
    """Somebody was asked about them."""
    version = QuoteVersion(quote=Quote(deal=deal))
    ask_about(version=version, kind=Kind.PROPOSAL, composition=composed(passage), content=content, by=by, at=NOW)
    return OwnWords.objects.get(deal=deal, sha256=passage.key(content))
