from enum import StrEnum

from dealdesk.kernel.words import Word, label


class Fruit(Word):
    RED_APPLE = "red_apple"
    KIWI = "kiwi", "Kiwifruit"


class Plain(StrEnum):
    ROUND_TRIP = "rt"


def test_a_word_is_its_stored_value() -> None:
    assert (Fruit("kiwi"), f"{Fruit.KIWI}", Fruit.KIWI == "kiwi") == (Fruit.KIWI, "kiwi", True)


def test_a_word_is_labelled_by_its_own_phrase_or_by_its_value() -> None:
    assert [label(word) for word in Fruit] == ["Red apple", "Kiwifruit"]


def test_a_plain_enumeration_is_labelled_by_its_name() -> None:
    assert label(Plain.ROUND_TRIP) == "Round trip"
