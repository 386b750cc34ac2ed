"""The editor as a sheet: what its buttons do, a block put down, what others did meanwhile, and where prices stand."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import add_lines, change_lines, move_line, next_version, save_terms, undo
from quotes.domain.pricing.guide import Standing
from quotes.models import QuoteLine, QuoteVersion
from stakeholders.models import User
from tests.quotes.actions.offers import free_line
from tests.quotes.views.typing_in import (
    HTMX,
    ClientOf,
    as_made,
    cell,
    cells,
    line_of,
    more_lines,
    shown_in,
    statements_of,
)

type Sent = dict[str, str]


def codes(version: QuoteVersion) -> list[str]:
    return [line.product_code or line.description for line in QuoteLine.objects.filter(version=version)]


def asked(version: QuoteVersion, deed: str, code: str = "", **more: str) -> dict[str, str]:
    """What a button sends: what it asks for, the chosen line, the edition."""
    at = {"at": str(line_of(version, code).pk)} if code else {}
    return {"edition": str(version.edition), "do": deed} | at | more


class TestButtons:
    @pytest.mark.parametrize(
        ("deed", "code", "place", "order"),
        [
            ("up", "SUP-724", "", ["RTC-HD", "REC-MIX", "SUP-724"]),
            ("down", "RTC-HD", "", ["RTC-HD", "REC-MIX", "SUP-724"]),
            ("place", "SUP-724", "1", ["SUP-724", "RTC-HD", "REC-MIX"]),
            ("copy", "REC-MIX", "", ["RTC-HD", "REC-MIX", "REC-MIX", "SUP-724"]),
            ("remove", "REC-MIX", "", ["RTC-HD", "SUP-724"]),
        ],
    )
    def test_each_does_its_deed_as_a_form_and_in_place_and_is_taken_back(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, deed: str, code: str, place: str, order: list[str]
    ) -> None:
        client, url = client_of(ada), f"/versions/{version.pk}/lines/"
        plain = client.post(url, asked(version, deed, code, place=place))
        assert (plain.status_code, codes(version)) == (303, order)
        version.refresh_from_db()
        back = client.post(url, asked(version, "undo"), **HTMX)
        assert (back.status_code, codes(version)) == (200, ["RTC-HD", "REC-MIX", "SUP-724"])
        version.refresh_from_db()
        again = client.post(url, asked(version, "redo"), **HTMX)
        assert (again.status_code, codes(version)) == (200, order)
        assert 'id="grid"' in again.content.decode()

    def test_a_figure_that_is_taken_back_brings_its_row_and_no_other(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        client, url, line = client_of(ada), f"/versions/{version.pk}/lines/", line_of(version, "RTC-HD")
        client.post(url, cell(version, "RTC-HD", discount="20"), **HTMX)
        for deed, discount, total in (("undo", "0", "839,600.00"), ("redo", "20", "715,600.00")):
            version.refresh_from_db()
            answer = client.post(url, asked(version, deed, "RTC-HD"), **HTMX)
            text = answer.content.decode()
            assert (answer.status_code, answer["HX-Reswap"], 'id="grid"' in text) == (200, "none", False)
            assert f'#line-{line.pk}-discount-said"><data value="{discount}">' in text
            assert (shown_in(answer, "total-total"), text.count("-discount-said")) == (total, 1)
            assert shown_in(answer, "steps") != ""

    def test_a_name_that_is_taken_back_brings_the_grid(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        client, url = client_of(ada), f"/versions/{version.pk}/lines/"
        line = line_of(version, "RTC-HD")
        change_lines(version=version, edition=1, changes={line.pk: {"group": "通话"}}, by=ada, at=now)
        answer = client.post(url, asked(version, "undo"), **HTMX)
        assert 'id="grid"' in answer.content.decode()

    def test_cells_typed_beside_it_are_saved_first(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        sent = cells(version, RTC_HD_discount="20") | asked(version, "copy", "RTC-HD")
        client_of(ada).post(f"/versions/{version.pk}/lines/", sent)
        assert list(version.lines.filter(product_code="RTC-HD").values_list("discount", flat=True)) == [20, 20]

    def test_a_deed_without_a_line_says_which_is_missing(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/", asked(version, "up"))
        assert (answer.status_code, answer.context["trouble"].words[:6]) == (422, "请先选中一行")

    def test_a_deed_beside_a_cell_that_is_wrong_leaves_the_grid_where_it_is(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        sent = cells(version, RTC_HD_discount="x") | asked(version, "down", "RTC-HD")
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/", sent, **HTMX)
        assert (answer.status_code, answer["HX-Reswap"]) == (422, "none")
        assert "field__error" in answer.content.decode()

    @pytest.mark.parametrize("sent", [{"do": "x"}, {"do": "up:x"}, {"do": "place", "at": "9" * 30}, {"do": "undo"}])
    def test_nonsense_is_answered_without_a_500(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, sent: dict[str, str]
    ) -> None:
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/", sent | {"edition": "1"})
        assert answer.status_code in {303, 422}
        assert codes(version) == ["RTC-HD", "REC-MIX", "SUP-724"]

    def test_inserting_opens_the_tray_for_the_place_below(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        client, line = client_of(ada), line_of(version, "RTC-HD")
        answer = client.post(f"/versions/{version.pk}/lines/", asked(version, "insert", "RTC-HD"))
        assert answer["Location"] == f"/versions/{version.pk}/lines/add/?after={line.pk}"
        item = version.price_book.items.get(product__code="SUP-724")
        sent = {"edition": "1", "after": str(line.pk), "item": str(item.pk), "quantity": "1.2万"}
        client.post(answer["Location"], sent)
        assert codes(version) == ["RTC-HD", "SUP-724", "REC-MIX", "SUP-724"]
        assert version.lines.get(position=2).quantity == 12_000

    def test_a_group_is_renamed_in_its_own_cell(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        sent = {"edition": "1", "was-0": "实时互动", "group-0": "通话"}
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/", sent, **HTMX)
        assert answer.status_code == 200
        assert line_of(version, "RTC-HD").group == "通话"


class TestBlocks:
    def test_it_is_put_down_in_one_edition(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        sent = {"edition": "1", "line": str(line_of(version, "RTC-HD").pk), "column": "discount", "rows": "8折\n9折"}
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/block/", sent, **HTMX)
        assert answer.status_code == 200
        assert [line.discount for line in QuoteLine.objects.filter(version=version)] == [20, 10, 0]
        version.refresh_from_db()
        assert version.edition == 2

    def test_what_is_wrong_is_listed_and_nothing_is_put_down(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        sent = {"edition": "1", "line": str(line_of(version, "RTC-HD").pk), "column": "quantity", "rows": "8000\nx"}
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/block/", sent, **HTMX)
        assert (answer.status_code, answer["HX-Reswap"]) == (422, "none")
        assert [(one.row, one.why.split("：")[0]) for one in answer.context["trouble"].wrong] == [(2, "数量")]
        assert line_of(version, "RTC-HD").quantity == 10_000

    def test_finance_reads_and_puts_nothing_down(
        self, client_of: ClientOf, version: QuoteVersion, dee: User, ada: User
    ) -> None:
        sent = {"edition": "1", "line": str(line_of(version, "RTC-HD").pk), "column": "discount", "rows": "5"}
        assert client_of(dee).post(f"/versions/{version.pk}/lines/block/", sent).status_code == 404
        assert client_of(ada).post(f"/versions/{version.pk}/lines/block/", sent).status_code == 303


class TestMeanwhile:
    def test_everything_that_others_did_is_said_before_anything_is_saved(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        mine = cell(version, "RTC-HD", quantity="10000", discount="15")
        told = {"version": version, "by": pre, "at": now}
        change_lines(edition=1, changes={}, gone=[line_of(version, "REC-MIX").pk], **told)
        add_lines(edition=2, lines=[free_line()], **told)
        change_lines(edition=3, changes={line_of(version, "SUP-724").pk: {"discount": Decimal(5)}}, **told)

        refused = client_of(ada).post(f"/versions/{version.pk}/lines/", mine, **HTMX)

        happened = refused.context["trouble"].happened
        assert [(one.who, one.words) for one in happened] == [
            ("pre", "删除了“云端合流录制”"),
            ("pre", "新增了“驻场联调”"),
            ("pre", "修改了“7×24 专属支持”"),
        ]
        assert 'value="15"' in refused.content.decode()

    def test_what_was_typed_into_a_line_that_is_gone_is_shown_again(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        mine = cell(version, "REC-MIX", quantity="9600", discount="15")
        change_lines(version=version, edition=1, changes={}, gone=[line_of(version, "REC-MIX").pk], by=pre, at=now)

        refused = client_of(ada).post(f"/versions/{version.pk}/lines/", mine, **HTMX)

        assert refused.status_code == 422
        assert refused.context["trouble"].lost == (("云端合流录制", "数量 9600 · 优惠（%） 15"),)

    def test_what_was_made_and_taken_back_since_never_happened(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        mine, line = cell(version, "RTC-HD", discount="15"), line_of(version, "SUP-724").pk
        move_line(version=version, edition=1, line=line, step=-1, by=pre, at=now)
        undo(version=version, edition=2, by=pre, at=now)

        refused = client_of(ada).post(f"/versions/{version.pk}/lines/", mine, **HTMX)

        assert (refused.status_code, refused.context["trouble"].happened) == (422, ())


class TestTwoWindows:
    """Both opened at the same edition; `pre` saves first."""

    @pytest.fixture
    def made(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> Sent:
        return as_made(version, client_of(ada).get(f"/versions/{version.pk}/").content.decode())

    @pytest.mark.parametrize("how", [{}, HTMX])
    def test_cells_that_nobody_else_was_at_are_saved_beside_theirs(
        self,
        client_of: ClientOf,
        version: QuoteVersion,
        ada: User,
        pre: User,
        made: Sent,
        how: dict[str, str],
    ) -> None:
        line = line_of(version, "RTC-HD")
        self.save(client_of(pre), version, made | {f"line-{line.pk}-quantity": "9000"})
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/", made | {f"line-{line.pk}-discount": "15"}, **how)
        assert answer.status_code == (200 if how else 303)
        line.refresh_from_db()
        assert (line.quantity, line.discount) == (9000, 15)

    def test_after_a_conflict_an_untouched_cell_is_theirs(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, made: Sent
    ) -> None:
        line, client = line_of(version, "RTC-HD"), client_of(ada)
        key = f"line-{line.pk}"
        self.save(client_of(pre), version, made | {f"{key}-quantity": "9000", f"{key}-discount": "20"})
        refused = client.post(f"/versions/{version.pk}/lines/", made | {f"{key}-discount": "15"})
        row = next(row for g in refused.context["groups"] for row in g["rows"] if row["line"].pk == line.pk)
        cells = row["cells"]
        assert refused.status_code == 422
        assert (cells["quantity"].value, cells["quantity"].now) == ("9000", "")
        assert (cells["discount"].value, cells["discount"].now) == ("15", "20")
        version.refresh_from_db()
        self.save(client, version, as_made(version, refused.content.decode()))
        line.refresh_from_db()
        assert (line.quantity, line.discount) == (9000, 15)

    def test_a_wish_that_hangs_on_what_they_changed_is_asked_again(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, made: Sent
    ) -> None:
        line = line_of(version, "RTC-HD")
        self.save(client_of(pre), version, made | {f"line-{line.pk}-quantity": "9000"})
        wish = made | {f"line-{line.pk}-total": "550000"}
        assert client_of(ada).post(f"/versions/{version.pk}/lines/", wish, **HTMX).status_code == 422

    def test_what_was_left_alone_in_a_line_that_is_gone_is_not_missed(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, now: datetime, made: Sent
    ) -> None:
        gone, line = line_of(version, "REC-MIX"), line_of(version, "RTC-HD")
        change_lines(version=version, edition=1, changes={}, gone=[gone.pk], by=pre, at=now)
        self.save(client_of(ada), version, made | {f"line-{line.pk}-discount": "15"})
        line.refresh_from_db()
        assert (line.discount, version.lines.count()) == (15, 2)

    def save(self, client: Client, version: QuoteVersion, sent: dict[str, str]) -> None:
        assert client.post(f"/versions/{version.pk}/lines/", sent).status_code == 303


class TestStanding:
    def test_a_card_shows_the_floor_to_those_who_may_see_it_and_to_nobody_else(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User
    ) -> None:
        url = f"/versions/{version.pk}/?line={line_of(version, 'RTC-HD').pk}"
        for person, sees in ((ada, False), (pre, True)):
            answer = client_of(person).get(url, **HTMX)
            assert (answer.context["card"].private is not None) is sees
            assert ("46.00" in answer.content.decode()) is sees
            assert "52.70" in answer.content.decode()

    @pytest.mark.parametrize("discount", ["25", "26"])
    def test_a_mark_tells_nobody_else_that_the_floor_is_crossed(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, discount: str
    ) -> None:
        sent, url = cell(version, "RTC-HD", discount=discount), f"/versions/{version.pk}/lines/"
        mine = client_of(ada).post(url, sent, **HTMX).content.decode()
        theirs = client_of(pre).get(f"/versions/{version.pk}/").content.decode()
        assert "低于底价" not in mine
        assert "过权限线" in mine
        assert ("低于底价" in theirs) is (discount == "26")

    def test_a_wanted_price_that_is_not_hit_says_so_and_is_saved(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        sent = cell(version, "SUP-724", discount="=9000")
        shown = client_of(ada).post(f"/versions/{version.pk}/lines/", sent, **HTMX).content.decode()
        assert "9,000.00000045" in shown
        assert '<data value="5.26315789"></data>' in shown
        assert line_of(version, "SUP-724").discount == Decimal("5.26315789")


class TestADiscountOnTheWhole:
    """60 % off the whole: rows stand before it, and where they stand is counted after it."""

    def test_the_subtotal_that_is_typed_is_the_subtotal_that_is_shown(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        self.take_off(version, ada, now)
        line = line_of(version, "RTC-HD")
        shown = client_of(ada).post(f"/versions/{version.pk}/lines/", cell(version, "RTC-HD", total="550000"), **HTMX)
        assert f'innerHTML:#line-{line.pk}-total-said"><data value="550,000.00">' in shown.content.decode()
        line.refresh_from_db()
        assert line.net_total + line.tax_total == Decimal(220_000)

    def test_it_stands_once_among_the_totals_and_follows_them(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        self.take_off(version, ada, now)
        client = client_of(ada)
        page = client.get(f"/versions/{version.pk}/").content.decode()
        assert 'id="total-itemised">839,600.00<' in page
        assert 'id="total-header">−503,760.00<' in page
        saved = client.post(f"/versions/{version.pk}/lines/", cell(version, "RTC-HD", total="550000"), **HTMX)
        assert 'innerHTML:#total-header">−' in saved.content.decode()

    def test_a_line_that_is_itself_undiscounted_stands_past_authority(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        assert "权限内" in client_of(ada).get(f"/versions/{version.pk}/").content.decode()
        self.take_off(version, ada, now)
        page = client_of(ada).get(f"/versions/{version.pk}/")
        standings = {guide.standing for guide in page.context["editor"].guides.values()}
        assert standings == {Standing.ASKS}

    def take_off(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        steps = [{"name": "整单优惠", "percent": "60"}]
        save_terms(version=version, edition=1, by=ada, at=now, header_steps=steps)


class TestTheFoot:
    def test_it_says_how_far_the_draft_is_from_its_base(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        submit_version(version=version, reason="", by=ada, at=now)
        draft = next_version(version=version, by=ada, at=now)
        client = client_of(ada)
        assert "与 V1 相同" in client.get(f"/versions/{draft.pk}/").content.decode()
        saved = client.post(f"/versions/{draft.pk}/lines/", cell(draft, "RTC-HD", discount="5"), **HTMX)
        assert "与 V1 不同 1 处" in saved.content.decode()

    def test_how_amounts_were_reckoned_before_is_no_difference(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        QuoteVersion.objects.filter(pk=version.pk).update(reckoning="second")
        version.refresh_from_db()
        submit_version(version=version, reason="", by=ada, at=now)
        draft = next_version(version=version, by=ada, at=now)
        assert (version.reckoning, draft.reckoning) == ("second", "third")
        assert "与 V1 相同" in client_of(ada).get(f"/versions/{draft.pk}/").content.decode()


@pytest.mark.parametrize("lines", [3, 9])
class TestCost:
    def test_a_cell_is_saved_in_eleven_statements(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, lines: int
    ) -> None:
        more_lines(version, lines)
        client, sent = client_of(ada), cell(version, "RTC-HD", discount="5")
        answer, statements = statements_of(lambda: client.post(f"/versions/{version.pk}/lines/", sent, **HTMX))
        assert (answer.status_code, statements) == (200, 11)

    def test_a_line_is_moved_in_thirteen(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, lines: int
    ) -> None:
        more_lines(version, lines)
        client, sent = client_of(ada), asked(version, "place", "RTC-HD", place="3")
        answer, statements = statements_of(lambda: client.post(f"/versions/{version.pk}/lines/", sent, **HTMX))
        assert (answer.status_code, statements) == (200, 13)

    def test_a_line_is_looked_at_in_six(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, lines: int
    ) -> None:
        more_lines(version, lines)
        client, url = client_of(ada), f"/versions/{version.pk}/?line={line_of(version, 'RTC-HD').pk}"
        answer, statements = statements_of(lambda: client.get(url, **HTMX))
        assert (answer.status_code, statements) == (200, 6)
