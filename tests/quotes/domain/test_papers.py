"""What a document is put together from."""

from datetime import date
from decimal import Decimal

from quotes.domain.papers import (
    AS_USUAL,
    BESIDES,
    SECTIONS,
    Composition,
    Section,
    as_read,
    available,
    composition_from,
    composition_json,
    modules,
)
from quotes.domain.proposals import Kind


def test_every_document_has_its_sections_once() -> None:
    assert set(SECTIONS) == set(Kind)
    assert [kind for kind, sections in SECTIONS.items() if len(set(sections)) != len(sections)] == []


def test_what_else_there_is_comes_after_the_usual_and_signatures_last() -> None:
    for kind, usual in SECTIONS.items():
        every = available(kind)
        assert [section for section in every if section in usual] == list(usual)
        assert set(every) == {*usual, *BESIDES.get(kind, ())}
    assert available(Kind.PROPOSAL)[-1] is Section.SIGNATURES


def test_a_composition_is_kept_as_it_was_told_and_nothing_where_nothing_was() -> None:
    told = Composition(starts_on=date(2027, 1, 1), renewal=Decimal("3.5"), rivals=(7, 9))
    assert composition_from(composition_json(told)) == told
    assert composition_json(AS_USUAL) == {}
    assert composition_from({}) == AS_USUAL


def test_two_that_differ_in_anything_are_two_documents() -> None:
    said = (
        AS_USUAL,
        Composition(renewal=Decimal(0)),
        Composition(rivals=(1,)),
        Composition(starts_on=date(2027, 1, 1)),
    )
    assert len({one.key for one in said}) == 4
    assert Composition().key == AS_USUAL.key


def test_the_third_part_of_a_solution_names_the_need_it_is_for_or_is_more_of_its_text() -> None:
    needs, solution = "卡顿：晚高峰频繁", "接入 | 智能调度 | 卡顿\n录制 | 合流 | 三副本\n质量：逐路看板"
    assert modules(solution, needs) == (
        ("接入", "智能调度", "卡顿"),
        ("录制", "合流 三副本", ""),
        ("质量", "逐路看板", ""),
    )


def test_what_somebody_typed_is_read_without_the_bars_between_its_parts() -> None:
    assert (
        as_read("接入 | 10,000 路|晚高峰卡顿\n服务｜值守 |开学季")
        == "接入 · 10,000 路 · 晚高峰卡顿\n服务 · 值守 · 开学季"
    )
    assert as_read("分三步。\n\n不分行") == "分三步。\n\n不分行"
