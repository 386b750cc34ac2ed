from dealdesk.kernel.words import label
from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.people import Role
from stakeholders.domain.seats.words import SeatKind


def test_no_two_words_of_a_list_read_the_same() -> None:
    for words in (Industry, Size, SeatKind, Role):
        assert len({label(word) for word in words}) == len(words)


def test_an_industry_and_a_department_that_share_a_word_are_told_apart() -> None:
    # 金融 and 财务 are one word in English and two in Chinese.
    assert label(Industry.FINANCE) != label(SeatKind.FINANCE)
