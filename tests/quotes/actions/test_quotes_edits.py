"""Taking a change back: everything a save did, only one's own, and never over what somebody did since."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.approvals import submit_version
from quotes.actions.quotes import (
    add_lines,
    change_lines,
    discard_draft,
    duplicate_lines,
    move_line,
    next_version,
    paste_lines,
    redo,
    save_terms,
    undo,
)
from quotes.domain.pricing.charges import PercentOf, to_json
from quotes.models import DraftEdit, QuoteLine, QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.quotes.actions.offers import domain_totals, free_line, stored_totals, submitted

# Support at a tenth of all other lines.
A_TENTH = to_json(PercentOf(percent=Decimal(10)))


def contents(version: QuoteVersion) -> tuple[Any, ...]:
    """All that is offered, floors included, with the ids of the lines."""
    stored = QuoteVersion.objects.get(pk=version.pk)
    return stored.terms(), [line.stored() for line in stored.lines.all()], stored.gross_total, stored.floor_total


def pk_of(version: QuoteVersion, code: str) -> int:
    return version.lines.get(product_code=code).pk


def opened(version: QuoteVersion) -> QuoteVersion:
    """As somebody else's window has it."""
    return QuoteVersion.objects.select_related("quote__deal__customer", "price_book").get(pk=version.pk)


def save(version: QuoteVersion, act: str, by: User, at: datetime) -> None:
    """One save of each kind, from the draft of the cast."""
    told: dict[str, Any] = {"version": version, "edition": version.edition, "by": by, "at": at}
    first, second, _ = (line.pk for line in version.lines.order_by("position"))
    match act:
        case "cells":
            change_lines(changes={first: {"quantity": Decimal(8000), "discount": Decimal("12.5")}}, **told)
        case "removal":
            change_lines(changes={second: {"discount": Decimal(5)}}, gone=[first], **told)
        case "insertion":
            add_lines(lines=[free_line()], after=first, **told)
        case "paste":
            paste_lines(changes={second: {"discount": Decimal(7)}}, lines=[free_line(), free_line()], **told)
        case "copy":
            duplicate_lines(lines=[first, second], **told)
        case "move":
            move_line(line=second, place=3, **told)
        case "step":
            move_line(line=second, step=-1, **told)
        case "group":
            last = version.lines.get(group="服务").pk
            change_lines(changes={last: {"group": "实时互动"}}, **told)
        case "terms":
            save_terms(term_months=24, note="两年", valid_until=date(2026, 12, 30), **told)
        case "basis":
            save_terms(tax_included=False, **told)
        case "bundle":
            save_terms(form="bundle", bundle_price=Decimal(700000), **told)


ACTS = ("cells", "removal", "insertion", "paste", "copy", "move", "step", "group", "terms", "basis", "bundle")


class TestUndo:
    @pytest.mark.parametrize("act", ACTS)
    def test_everything_a_save_did_is_taken_back_and_made_again(
        self, version: QuoteVersion, ada: User, now: datetime, act: str
    ) -> None:
        before = contents(version)
        save(version, act, ada, now)
        after = contents(version)
        assert after != before

        undo(version=version, edition=2, by=ada, at=now)
        assert contents(version) == before
        redo(version=version, edition=3, by=ada, at=now)

        assert contents(version) == after
        assert version.edition == 4
        assert stored_totals(version) == domain_totals(version)

    def test_it_outlives_the_window_that_made_the_change(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        before = contents(version)
        save(version, "removal", ada, now)

        undo(version=opened(version), edition=2, by=ada, at=now)

        assert contents(version) == before

    def test_changes_go_back_in_the_order_they_were_made(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        seen = [contents(version)]
        for act in ("move", "cells", "terms"):
            save(version, act, ada, now)
            seen.append(contents(version))

        for was in reversed(seen[:-1]):
            undo(version=version, edition=version.edition, by=ada, at=now)
            assert contents(version) == was
        with pytest.raises(Refusal, match="nothing of yours to undo"):
            undo(version=version, edition=version.edition, by=ada, at=now)

    def test_a_new_change_leaves_nothing_to_redo(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        save(version, "cells", ada, now)
        undo(version=version, edition=2, by=ada, at=now)
        save(version, "terms", ada, now)

        with pytest.raises(Refusal, match="nothing of yours to redo"):
            redo(version=version, edition=4, by=ada, at=now)

    def test_what_was_abandoned_for_another_change_does_not_come_back(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        first = pk_of(version, "RTC-HD")
        told: dict[str, Any] = {"version": version, "by": ada, "at": now}
        change_lines(edition=1, changes={first: {"discount": Decimal(20)}}, **told)
        undo(edition=2, **told)
        change_lines(edition=3, changes={first: {"discount": Decimal(30)}}, **told)
        undo(edition=4, **told)

        redo(edition=5, **told)

        assert version.lines.get(pk=first).discount == 30
        with pytest.raises(Refusal, match="nothing of yours to redo"):
            redo(edition=6, **told)

    def test_a_save_that_changed_nothing_is_no_step(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        first = pk_of(version, "RTC-HD")
        change_lines(version=version, edition=1, changes={first: {"discount": Decimal(0)}}, by=ada, at=now)

        assert not DraftEdit.objects.exists()

    def test_both_are_told_in_the_journal(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        save(version, "cells", ada, now)
        undo(version=version, edition=2, by=ada, at=now)
        redo(version=version, edition=3, by=ada, at=now)

        told = JournalEntry.objects.filter(act__in=["undo_edit", "redo_edit"]).order_by("id")
        assert [(row.act, row.facts["of"]) for row in told] == [
            ("undo_edit", "change_lines"),
            ("redo_edit", "change_lines"),
        ]

    def test_only_what_changed_is_kept(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        first = pk_of(version, "RTC-HD")
        change_lines(version=version, edition=1, changes={first: {"discount": Decimal(20)}}, by=ada, at=now)

        edit = version.edits.get()
        assert (edit.lines, edit.terms) == ({str(first): [{"discount": "0E-8"}, {"discount": "20"}]}, {})

    def test_a_removed_line_pushes_nobody_into_the_record(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        first = pk_of(version, "RTC-HD")
        change_lines(version=version, edition=1, changes={}, gone=[first], by=ada, at=now)

        assert list(version.edits.get().lines) == [str(first)]


class TestTwoPeople:
    def test_each_takes_back_their_own(self, version: QuoteVersion, ada: User, pre: User, now: datetime) -> None:
        first, second = pk_of(version, "RTC-HD"), pk_of(version, "REC-MIX")
        change_lines(version=version, edition=1, changes={first: {"discount": Decimal(20)}}, by=ada, at=now)
        change_lines(version=version, edition=2, changes={second: {"discount": Decimal(30)}}, by=pre, at=now)

        undo(version=version, edition=3, by=ada, at=now)

        assert [line.discount for line in version.lines.order_by("position")] == [0, 30, 0]

    def test_what_somebody_changed_since_is_not_undone_from_under_them(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        first = pk_of(version, "RTC-HD")
        change_lines(version=version, edition=1, changes={first: {"discount": Decimal(20)}}, by=ada, at=now)
        change_lines(version=version, edition=2, changes={first: {"discount": Decimal(25)}}, by=pre, at=now)

        with pytest.raises(Refusal, match="“720p 实时互动并发” has been changed since"):
            undo(version=version, edition=3, by=ada, at=now)

        assert version.lines.get(pk=first).discount == 25
        undo(version=opened(version), edition=3, by=pre, at=now)
        undo(version=opened(version), edition=4, by=ada, at=now)
        assert version.lines.get(pk=first).discount == 0

    def test_a_list_price_that_followed_anothers_change_is_no_change_of_the_line(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        first, second, third = version.lines.order_by("position")
        QuoteLine.objects.filter(pk=third.pk).update(charge=A_TENTH)
        version.refresh_from_db(fields=["lines"])
        change_lines(version=version, edition=1, changes={third.pk: {"discount": Decimal(5)}}, by=ada, at=now)
        at_first = version.lines.get(pk=third.pk).list_price
        change_lines(version=version, edition=2, changes={first.pk: {"quantity": Decimal(9000)}}, by=pre, at=now)
        assert version.lines.get(pk=third.pk).list_price != at_first

        undo(version=opened(version), edition=3, by=ada, at=now)

        lines = version.lines.order_by("position")
        assert [(line.quantity, line.discount) for line in lines] == [
            (9000, 0),
            (second.quantity, 0),
            (third.quantity, 0),
        ]
        assert set(version.edits.get(edition=3).lines) == {str(first.pk)}

    def test_a_line_that_was_removed_since_is_not_brought_back_by_halves(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        first = pk_of(version, "RTC-HD")
        change_lines(version=version, edition=1, changes={first: {"discount": Decimal(20)}}, by=ada, at=now)
        change_lines(version=version, edition=2, changes={}, gone=[first], by=pre, at=now)

        with pytest.raises(Refusal, match="added or removed since"):
            undo(version=version, edition=3, by=ada, at=now)

    def test_a_removal_is_undone_around_what_came_since(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        first, last = pk_of(version, "RTC-HD"), pk_of(version, "SUP-724")
        change_lines(version=version, edition=1, changes={}, gone=[first], by=ada, at=now)
        add_lines(version=version, edition=2, lines=[free_line()], after=last, by=pre, at=now)

        undo(version=version, edition=3, by=ada, at=now)

        found = [line.product_code or line.description for line in version.lines.order_by("position")]
        assert found == ["RTC-HD", "REC-MIX", "SUP-724", "驻场联调"]
        assert stored_totals(version) == domain_totals(version)

    def test_an_undo_of_an_old_edition_is_refused(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        save(version, "cells", ada, now)
        save(opened(version), "terms", pre, now)

        with pytest.raises(StaleRefusal):
            undo(version=opened(version), edition=2, by=ada, at=now)

    def test_terms_that_somebody_changed_since_stay(
        self, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        save_terms(version=version, edition=1, term_months=24, by=ada, at=now)
        save_terms(version=version, edition=2, term_months=36, by=pre, at=now)

        with pytest.raises(Refusal, match="terms have been changed since"):
            undo(version=version, edition=3, by=ada, at=now)


class TestTheEnd:
    def test_submitting_forgets_what_was_kept(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        save(version, "cells", ada, now)

        submit_version(version=version, reason="", by=ada, at=now)

        assert not DraftEdit.objects.exists()

    def test_discarding_forgets_it_too(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        submitted(version, ada, now)
        draft = next_version(version=version, by=ada, at=now)
        save(draft, "cells", ada, now)

        discard_draft(version=draft, by=ada, at=now)

        assert not DraftEdit.objects.exists()

    def test_a_submitted_version_is_not_undone(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        save(version, "cells", ada, now)
        submitted(version, ada, now)

        with pytest.raises(Refusal, match="V1 has been submitted"):
            undo(version=version, edition=2, by=ada, at=now)


def test_an_undo_costs_as_many_statements_as_it_has_tables_to_touch(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    counts = []
    for act in ("cells", "terms"):
        save(version, act, ada, now)
        fresh = opened(version)
        with CaptureQueriesContext(connection) as statements:
            undo(version=fresh, edition=version.edition, by=ada, at=now)
        counts.append(len([q for q in statements if "SAVEPOINT" not in q["sql"]]))
        version = opened(version)
    assert counts == [6, 5]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(["cells", "copy", "move", "step", "group", "terms", "back"]), max_size=6))
def test_any_changes_undone_one_by_one_leave_the_draft_as_it_was(
    version: QuoteVersion, ada: User, now: datetime, acts: list[str]
) -> None:
    version = opened(version)
    first = contents(version)
    for act in acts:
        change_something(version, act, ada, now)
    while version.edits.in_hand(ada)[0]:
        undo(version=version, edition=version.edition, by=ada, at=now)
    assert contents(version) == first
    DraftEdit.objects.all().delete()


def change_something(version: QuoteVersion, act: str, by: User, at: datetime) -> None:
    told: dict[str, Any] = {"version": version, "edition": version.edition, "by": by, "at": at}
    lines = list(version.lines.order_by("position"))
    match act:
        case "cells":
            change_lines(changes={lines[-1].pk: {"discount": lines[-1].discount + 1, "group": "新组"}}, **told)
        case "copy":
            duplicate_lines(lines=[lines[len(lines) // 2].pk], **told)
        case "move":
            move_line(line=lines[0].pk, place=len(lines), **told)
        case "step":
            move_line(line=lines[1].pk, step=-1, **told)
        case "group":
            change_lines(changes={lines[0].pk: {"group": lines[-1].group}}, **told)
        case "terms":
            save_terms(term_months=version.term_months + 1, **told)
        case _ if version.edits.in_hand(by)[0]:
            undo(**told)
