"""What a document is told of texts: in its language, and none that was retired or written anew."""

import pytest

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Told
from quotes.actions.texts import change_text, retire_text
from quotes.domain.papers import Block, Chosen, Passage
from quotes.domain.proposals import Language
from quotes.models import HouseText
from quotes.queries.texts import choices_of_texts, passages_of, text_screen, texts_screen, words_screen
from stakeholders.models import Deal, User
from tests.factories import texts as told
from tests.factories.stakeholders import NOW
from tests.factories.texts import NEEDS, composed, own


def anew(text: HouseText, by: User) -> None:
    said = Told("本节依据贵方提供的报表整理。", "This section rests on reports you gave us.")
    change_text(text=text, after=1, name="现状说明", said=said, why="报表为准", by=by, at=NOW)


def test_a_text_comes_in_the_language_of_the_document(pre: User) -> None:
    edition = told.text(by=pre)
    own_words = Passage(Block.SOLUTION, "分三步。")
    made = composed(own_words, house=(Chosen(Block.NEEDS, edition.pk),))
    assert passages_of(made, Language.CHINESE) == (own_words, Passage(Block.NEEDS, NEEDS.zh))
    assert passages_of(made, Language.ENGLISH) == (own_words, Passage(Block.NEEDS, NEEDS.en))


def test_one_that_was_retired_or_written_anew_is_chosen_again(pre: User) -> None:
    first, second = told.text(by=pre), told.text(by=pre, name="另一段")
    assert choices_of_texts() == {Block.NEEDS: [(first.pk, "现状说明"), (second.pk, "另一段")]}
    anew(first.text, pre)
    retire_text(text=second.text, reason="不再适用", by=pre, at=NOW)
    ((newest, _name),) = choices_of_texts()[Block.NEEDS]
    for edition in (first, second):
        with pytest.raises(Refusal, match="compose the document again"):
            passages_of(composed(house=(Chosen(Block.NEEDS, edition.pk),)), Language.CHINESE)
    assert passages_of(composed(house=(Chosen(Block.NEEDS, newest),)), Language.CHINESE) != ()


def test_what_an_edition_changed_stands_beside_it_in_both_languages(pre: User) -> None:
    text = told.text(by=pre).text
    anew(text, pre)
    second, first = text_screen(pre, text).editions
    assert [[piece.text for piece in told if piece.change != "same"] for told in second.both] == [
        ["数据", "报表"],
        ["figures", "reports"],
    ]
    assert first.both == ()


def test_the_library_is_read_by_place_and_words_by_whoever_answers(
    deal: Deal, ada: User, pre: User, lin: User, bo: User
) -> None:
    told.text(by=lin, block=Block.DATA)
    told.text(by=pre)
    own(deal=deal, by=ada)
    assert [place.block for place in texts_screen(ada, {}).places] == [Block.NEEDS, Block.DATA]
    assert [texts_screen(reader, {"retired": "1"}).waiting for reader in (ada, lin, bo)] == [None, 1, 0]
    assert [(row.number, row.may_decide) for row in words_screen(lin).waiting] == [(deal.number, True)]
    assert words_screen(bo).waiting == ()
