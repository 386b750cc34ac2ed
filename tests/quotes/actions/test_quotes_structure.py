"""The shape of a draft: duplicated, moved, inserted and pasted lines; positions run from 1, always."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.quotes import add_lines, change_lines, duplicate_lines, move_line, paste_lines
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.quotes.actions.offers import domain_totals, free_line, stored_totals, submitted


def shape(version: QuoteVersion) -> list[tuple[int, str, str]]:
    """Position, code or description, and group of every line, as stored."""
    lines = QuoteVersion.objects.get(pk=version.pk).lines.all()
    return [(line.position, line.product_code or line.description, line.group) for line in lines]


def pk_of(version: QuoteVersion, code: str) -> int:
    return version.lines.get(product_code=code).pk


class TestDuplicating:
    def test_a_copy_stands_right_below_with_everything_the_line_has(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        duplicate_lines(version=version, edition=1, lines=[pk_of(version, "RTC-HD")], by=ada, at=now)

        one, two = version.lines.filter(product_code="RTC-HD")
        assert (one.position, two.position) == (1, 2)
        assert replace(two.terms(), position=1) == one.terms()
        assert version.gross_total == Decimal("1459600.00")
        assert stored_totals(version) == domain_totals(version)

    def test_several_are_copied_each_below_itself(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        both = [pk_of(version, "RTC-HD"), pk_of(version, "SUP-724")]

        duplicate_lines(version=version, edition=1, lines=both, by=ada, at=now)

        assert [code for _, code, _ in shape(version)] == ["RTC-HD", "RTC-HD", "REC-MIX", "SUP-724", "SUP-724"]

    def test_a_line_that_is_gone_is_refused(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="not there any more"):
            duplicate_lines(version=version, edition=1, lines=[0], by=ada, at=now)


class TestMoving:
    def test_a_step_over_the_border_changes_the_group(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        move_line(version=version, edition=1, line=pk_of(version, "REC-MIX"), step=-1, by=ada, at=now)

        assert shape(version) == [(1, "RTC-HD", "实时互动"), (2, "REC-MIX", "实时互动"), (3, "SUP-724", "服务")]
        assert stored_totals(version) == domain_totals(version)

    def test_a_place_by_number(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        move_line(version=version, edition=1, line=pk_of(version, "SUP-724"), place=1, by=ada, at=now)

        assert shape(version) == [(1, "SUP-724", "实时互动"), (2, "RTC-HD", "实时互动"), (3, "REC-MIX", "录制与转推")]

    def test_a_second_editor_does_not_move_what_has_changed(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        seen_by_pre = QuoteVersion.objects.select_related("quote__deal__customer").get(pk=version.pk)
        line = pk_of(version, "REC-MIX")
        move_line(version=version, edition=1, line=line, step=-1, by=ada, at=now)

        with pytest.raises(StaleRefusal):
            move_line(version=seen_by_pre, edition=1, line=line, step=1, by=pre, at=now)

        assert shape(version)[1] == (2, "REC-MIX", "实时互动")

    def test_a_submitted_version_keeps_its_order(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        submitted(version, ada, now)

        with pytest.raises(Refusal, match="V1 has been submitted"):
            move_line(version=version, edition=1, line=pk_of(version, "REC-MIX"), step=-1, by=ada, at=now)


class TestInserting:
    def test_a_new_line_stands_below_the_one_it_was_asked_for_in_its_group(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        add_lines(version=version, edition=1, lines=[free_line()], after=pk_of(version, "RTC-HD"), by=ada, at=now)

        assert shape(version)[:2] == [(1, "RTC-HD", "实时互动"), (2, "驻场联调", "实时互动")]

    def test_a_block_changes_cells_and_adds_lines_in_one_edition(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        changes = {pk_of(version, "RTC-HD"): {"quantity": Decimal(8000), "discount": Decimal(10)}}

        paste_lines(version=version, edition=1, changes=changes, lines=[free_line()], by=ada, at=now)

        assert [code for _, code, _ in shape(version)] == ["RTC-HD", "REC-MIX", "SUP-724", "驻场联调"]
        assert version.lines.get(product_code="RTC-HD").quantity == 8000
        assert (version.edition, version.edits.count()) == (2, 1)
        assert stored_totals(version) == domain_totals(version)

    def test_an_empty_block_is_refused(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="nothing to paste"):
            paste_lines(version=version, edition=1, changes={}, lines=[], by=ada, at=now)


class TestGroups:
    """A group is its lines: another name for it is another group for each of them."""

    def test_the_name_of_another_group_puts_the_two_together(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        moved = {pk_of(version, "SUP-724"): {"group": "实时互动"}}

        change_lines(version=version, edition=1, changes=moved, by=ada, at=now)

        assert [code for _, code, _ in shape(version)] == ["RTC-HD", "SUP-724", "REC-MIX"]
        assert stored_totals(version) == domain_totals(version)
