"""Which words of a document keep its copies drafts, and who answers for the words of each place."""

import pytest

from quotes.domain.papers import BINDING, BLOCKS, Block, Chosen, Composition, Passage, Section, composition_from
from quotes.domain.papers import composition_json as stored
from quotes.domain.proposals import Kind
from quotes.domain.texts import NOTHING_READ, OWNERS, READERS, HeldBack, Read, held_back
from stakeholders.domain.people import Role

LIABILITY = Passage(Block.LIABILITY, "责任不设上限。")
V1, V2 = "1" * 64, "2" * 64
FREELY = Passage(Block.CALENDAR, "去年开学季两次限流。")


def why(composition: Composition, read: Read = NOTHING_READ, content: str = V1) -> HeldBack | None:
    return held_back(Kind.PROPOSAL, composition, content, read)


def test_every_place_has_a_role_that_answers_for_it() -> None:
    assert list(OWNERS) == [block for block in Block if any(block in found for found in BLOCKS.values())]
    assert {block for block, role in READERS.items() if role is Role.LEGAL} == {Block.DATA, Block.LIABILITY}
    assert set(READERS) == BINDING | {Block.NAMES, Block.LINES, Block.ENGLISH}


def test_own_words_are_free_where_nothing_binds() -> None:
    assert why(Composition(texts=(FREELY,))) is None


@pytest.mark.parametrize("block", [block for block in OWNERS if block is not Block.CALENDAR])
def test_any_place_binds_that_is_not_known_to_be_harmless(block: Block) -> None:
    sections = tuple(section for section, blocks in BLOCKS.items() if block in blocks)
    made = Composition(sections=sections, texts=(Passage(block, "另返 30 %；续约价十年不变。"),))
    assert why(made) is HeldBack.UNASKED


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ({}, HeldBack.UNASKED),
        ({LIABILITY.key(V1): None}, HeldBack.WAITING),
        ({LIABILITY.key(V1): False}, HeldBack.REFUSED),
    ],
)
def test_own_words_that_bind_wait_for_a_word_on_exactly_these(said: dict[str, bool | None], held: HeldBack) -> None:
    assert why(Composition(texts=(LIABILITY,)), Read(own=said)) is held
    assert why(Composition(texts=(LIABILITY,)), Read(own={LIABILITY.key(V1): True})) is None
    other = Passage(Block.LIABILITY, "责任不设上限")
    assert why(Composition(texts=(other,)), Read(own={LIABILITY.key(V1): True})) is HeldBack.UNASKED


def test_the_same_words_in_another_place_are_other_words() -> None:
    assert LIABILITY.key(V1) != Passage(Block.DATA, LIABILITY.text).key(V1)


@pytest.mark.parametrize(
    ("block", "held"),
    [
        (Block.PRICES, HeldBack.UNASKED),
        (Block.TERMS, HeldBack.UNASKED),
        (Block.REQUEST, HeldBack.UNASKED),
        (Block.DATA, None),
        (Block.SOLUTION, None),
    ],
)
def test_words_on_what_is_paid_and_promised_are_approved_for_one_content(block: Block, held: HeldBack | None) -> None:
    words = Passage(block, "以上总价三年不变。")
    sections = tuple(section for section, blocks in BLOCKS.items() if block in blocks)
    made, read = Composition(sections=sections, texts=(words,)), Read(own={words.key(V1): True})
    assert (why(made, read, V1), why(made, read, V2)) == (None, held)


def test_words_that_are_not_printed_keep_nothing_back() -> None:
    assert why(Composition(sections=(Section.COVER, Section.PRICES), texts=(LIABILITY,))) is None


def test_a_text_of_the_house_holds_until_it_is_retired() -> None:
    made = Composition(house=(Chosen(Block.DATA, 7),))
    assert (why(made), why(made, Read(own={}, retired=frozenset({7})))) == (None, HeldBack.RETIRED)


def test_what_was_chosen_is_kept_with_the_export() -> None:
    made = Composition(texts=(FREELY,), house=(Chosen(Block.DATA, 7),))
    assert composition_from(stored(made)) == made
    assert stored(Composition()) == {}
