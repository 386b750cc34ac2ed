"""English words by the Chinese ones: the house before the deal, and what has to be read."""

from quotes.domain.english import LONGEST_CHINESE, English, needs_english
from quotes.domain.papers import Block, Passage, typed_in

KNOWN = English(house={"人日": "person-day"}, own={"人日": "day", "现场保障": "On-site support", "扩容": "Expansion"})


def test_what_the_house_says_counts_before_what_a_deal_says() -> None:
    assert [KNOWN.of(text) for text in ("人日", "现场保障", "重保")] == ["person-day", "On-site support", "重保"]


def test_only_words_of_the_deal_that_are_printed_are_read_each_once() -> None:
    printed = ["现场保障", "人日", "现场保障", "重保"]
    assert KNOWN.typed(printed) == (("现场保障", "On-site support"),)


def test_what_has_no_chinese_in_it_or_is_no_name_needs_no_english() -> None:
    told = ["SDK", "", "转推 CDN", "长" * LONGEST_CHINESE, "长" * (LONGEST_CHINESE + 1)]
    assert [needs_english(text) for text in told] == [False, False, True, True, False]


def test_an_english_file_says_what_was_read_with_the_offer_and_its_english_beside_it() -> None:
    chinese = {"title": "扩容", "subtitle": "年框", "notes": ["现场保障"], "own_lines": [["现场保障"]]}
    pairs = [["扩容", "Expansion"], ["现场保障", "On-site support"]]
    said = {"chinese": chinese, "title": "Expansion", "notes": ["On-site support"], "english": pairs}
    read = [Passage(Block.ENGLISH, text) for text in ("扩容\nExpansion", "现场保障\nOn-site support")]
    assert typed_in({**said, "own_lines": chinese["own_lines"]}) == (*typed_in(chinese), *read)


def test_one_english_for_two_texts_changes_nothing_of_what_was_read_in_chinese() -> None:
    needs = [{"situation": zh, "finding": "", "effect": ""} for zh in ("费用高", "成本高")]
    english = [{**one, "situation": "High cost"} for one in needs]
    pairs = [["费用高", "High cost"], ["成本高", "High cost"]]
    chinese, *read = typed_in({"chinese": {"needs": needs}, "needs": english, "english": pairs})
    assert (chinese,) == typed_in({"needs": needs})
    assert [one.text for one in read] == ["费用高\nHigh cost", "成本高\nHigh cost"]
