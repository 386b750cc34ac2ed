"""What a deal and its offer say in words that somebody typed: as it is printed, and equal to what a file says."""

import pytest

from quotes.documents.proposal import snapshot
from quotes.domain.papers import (
    Block,
    Composition,
    Passage,
    Section,
    modules,
    remarks,
    rows,
    typed,
    typed_in,
    typed_into,
)
from quotes.domain.proposals import Kind
from quotes.domain.texts import NOTHING_READ, HeldBack, Read, held_back
from tests.quotes.documents.sample import proposal

NEEDS = "卡顿集中 | 晚高峰 1.2% 被投诉 | 续费受影响\n\n难定位：数据只留 3 天\n现状||后果\n只有一句话"
SOLUTION = "接入：10,000 路 \n 重保 | 两人 | 全程"
NOTE = " 另赠一个月。 \n\n"
SAID = typed(needs=NEEDS, solution=SOLUTION, note=NOTE)
V1, V2 = "1" * 64, "2" * 64


def test_it_is_read_as_it_is_printed() -> None:
    assert (
        Passage(
            Block.NEEDS,
            "卡顿集中 | 晚高峰 1.2% 被投诉 | 续费受影响\n难定位 | 数据只留 3 天\n现状 |  | 后果\n只有一句话",
        ),
        Passage(Block.SOLUTION, "接入 | 10,000 路\n重保 | 两人 全程"),
        Passage(Block.TERMS, "另赠一个月。"),
    ) == SAID
    assert typed(needs=f" {NEEDS}\n", solution=SOLUTION, note=NOTE) == SAID
    assert typed(needs="", solution=" \n", note="") == ()


def test_which_of_their_needs_a_part_of_our_solution_is_for_is_read_as_well() -> None:
    needs = "费用高\n数据丢失"
    tied = [typed(needs=needs, solution=f"兜底 | 我们全额承担 | {need}", note="") for need in ("费用高", "数据丢失")]
    assert [one.text for one in tied[0]] == [needs, "兜底 | 我们全额承担", "费用高 | 兜底 | 我们全额承担"]
    assert (tied[0][:2] == tied[1][:2], tied[0][2] == tied[1][2]) == (True, False)
    told = [{"title": "兜底", "text": "我们全额承担", "answers": "费用高"}]
    assert typed_in({"solution": told}) == tied[0][1:]
    assert [one.block for one in typed_into(Kind.CHAMPION, Composition(), tied[0])][-1] is Block.ANSWERS
    assert Block.ANSWERS not in [one.block for one in typed_into(Kind.PROPOSAL, Composition(), tied[0])]


def test_what_a_file_says_is_equal_where_it_says_the_same() -> None:
    needs = [dict(zip(("situation", "finding", "effect"), row, strict=True)) for row in rows(NEEDS)]
    solution = [{"title": title, "text": text} for title, text, _for in modules(SOLUTION, NEEDS)]
    assert typed_in({"needs": needs, "solution": solution, "notes": list(remarks(NOTE))}) == SAID
    assert (typed_in({}), typed_in({"needs": None})) == ((), ())
    made = proposal()
    said = "".join(one.text for one in typed_in(snapshot(made)))
    assert all(one.situation in said for one in made.needs)
    assert all(one.text in said for one in made.solution)


@pytest.mark.parametrize(
    ("kind", "sections", "places"),
    [
        (Kind.PROPOSAL, (), {Block.NEEDS, Block.SOLUTION, Block.TERMS}),
        (Kind.QUOTATION, (), {Block.TERMS}),
        (Kind.CHAMPION, (), {Block.NEEDS, Block.SOLUTION}),
        (Kind.PROPOSAL, (Section.COVER, Section.PRICES), set()),
    ],
)
def test_only_what_is_printed_is_read(kind: Kind, sections: tuple[Section, ...], places: set[Block]) -> None:
    assert {one.block for one in typed_into(kind, Composition(sections=sections), SAID)} == places


def test_a_note_is_read_for_one_offer_and_the_deal_for_all_of_its_offers() -> None:
    needs, solution, note = SAID
    assert (needs.key(V1), solution.key(V1)) == (needs.key(V2), solution.key(V2))
    assert note.key(V1) != note.key(V2)


@pytest.mark.parametrize(
    ("said", "held"),
    [(None, HeldBack.UNREAD_YET), (False, HeldBack.TURNED_DOWN), (True, None)],
)
def test_a_copy_waits_until_they_are_read(said: bool | None, held: HeldBack | None) -> None:
    usual = Composition()
    assert held_back(Kind.PROPOSAL, usual, V1, NOTHING_READ, SAID) is HeldBack.UNREAD
    read = Read(own={passage.key(V1): said for passage in SAID})
    assert held_back(Kind.PROPOSAL, usual, V1, read, SAID) is held
    assert held_back(Kind.PROPOSAL, usual, V2, Read(own={one.key(V1): True for one in SAID}), SAID) is HeldBack.UNREAD
    assert held_back(Kind.PROPOSAL, usual, V1, NOTHING_READ) is None
