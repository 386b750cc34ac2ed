"""What if a line is dropped, another column is recommended, or the customer names a total."""

from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes import change_lines, save_terms
from quotes.actions.quotes.options import arrange_options, recommend_column
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.quotes.views.typing_in import ClientOf

pytestmark = pytest.mark.usefixtures("today")
COLUMNS = [{"name": "基础版", "bundle_price": "500000"}, {"name": "高级版", "bundle_price": None}]


def fresh(version: QuoteVersion) -> QuoteVersion:
    return QuoteVersion.objects.get(pk=version.pk)


def options_of(version: QuoteVersion, **sent: Any) -> dict[str, Any]:
    """The form as it comes, with what is typed over it."""
    plain: dict[str, Any] = {"edition": str(version.edition), "recommended": ""}
    for line in version.lines.all():
        plain |= {f"line-{line.pk}-role": line.role, f"line-{line.pk}-discounts": ""}
    return plain | sent


@pytest.fixture
def side_by_side(version: QuoteVersion, ada: User, now: Any) -> QuoteVersion:
    save_terms(version=version, edition=1, by=ada, at=now, columns=COLUMNS, recommended="高级版")
    last = version.lines.order_by("-position")[0]
    change_lines(version=version, edition=2, changes={last.pk: {"columns": ["高级版"]}}, by=ada, at=now)
    return fresh(version)


class TestWhatIf:
    def test_each_line_is_left_out_in_turn(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        screen = client_of(ada).get(f"/versions/{version.pk}/what-if/").context["screen"]
        largest = max(version.lines.all(), key=lambda line: line.gross_total)
        assert (screen.lines[0].number, screen.lines[0].apart_change) == (largest.position, -largest.gross_total)
        assert [line.apart for line in screen.lines] == [screen.gross + line.apart_change for line in screen.lines]

    def test_a_bundle_says_what_is_kept_and_what_the_rest_costs_apart(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: Any
    ) -> None:
        save_terms(version=version, edition=1, by=ada, at=now, form="bundle", bundle_price=Decimal(500_000))
        screen = client_of(ada).get(f"/versions/{version.pk}/what-if/").context["screen"]
        assert screen.is_whole
        assert all(line.kept < screen.gross for line in screen.lines)

    def test_a_percentage_on_the_whole_is_no_bundle_and_warns_of_nothing(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: Any
    ) -> None:
        steps = [{"name": "返利", "percent": "5"}]
        save_terms(version=version, edition=1, by=ada, at=now, header_steps=steps)
        screen = client_of(ada).get(f"/versions/{version.pk}/what-if/").context["screen"]
        assert (screen.is_whole, {row.tone for row in (*screen.lines, *screen.reduced)}) == (False, {""})
        # 105,600 and 5 % off it.
        assert screen.lines[2].apart_change == Decimal("-100320.00")

    def test_less_of_the_largest_lines_is_reckoned(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        screen = client_of(ada).get(f"/versions/{version.pk}/what-if/").context["screen"]
        assert [(row.number, row.before, row.after, row.apart_change) for row in screen.reduced] == [
            (1, 10_000, 8_000, -124_000),
            (3, 12, 10, -19_000),
            (2, 9_600, 7_680, -21_120),
        ]

    @pytest.mark.parametrize(("asked", "less"), [("50", 50), ("0", 20), ("100", 20), ("-5", 20), ("x", 20), ("", 20)])
    def test_by_how_much_is_asked_and_stays_asked_after_a_save(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, asked: str, less: int
    ) -> None:
        client, line = client_of(ada), version.lines.get(product_code="RTC-HD")
        page = client.get(f"/versions/{version.pk}/what-if/?less={asked}", HTTP_HX_REQUEST="true")
        assert (page.context["screen"].less, page.context["screen"].reduced[0].after) == (less, 10_000 - 100 * less)
        sent = {"edition": "1", f"line-{line.pk}-discount": "5", "shows": "whatif", "less": asked}
        saved = client.post(f"/versions/{version.pk}/lines/", sent, HTTP_HX_REQUEST="true")
        assert saved.context["screen"].less == less

    def test_less_may_fall_a_tier_and_says_so(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        tiers = {"kind": "volume", "tiers": [{"up_to": "9999", "unit": "70"}, {"unit": "62"}]}
        version.lines.filter(product_code="RTC-HD").update(charge=tiers)
        row = client_of(ada).get(f"/versions/{version.pk}/what-if/").context["screen"].reduced[0]
        assert (row.tone, row.said) == ("warn", "掉一档：单价 62.00 → 70.00，省下的比减掉的少。")

    def test_of_a_bundle_it_says_that_the_price_was_for_all_of_it(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: Any
    ) -> None:
        save_terms(version=version, edition=1, by=ada, at=now, form="bundle", bundle_price=Decimal(700_000))
        first, _, third = client_of(ada).get(f"/versions/{version.pk}/what-if/").context["screen"].reduced
        assert [(row.tone, row.apart_change > 0) for row in (first, third)] == [("good", True), ("good", True)]
        assert first.kept == Decimal("700000.00") + first.kept_change

    def test_columns_stand_side_by_side_with_their_totals(
        self, client_of: ClientOf, side_by_side: QuoteVersion, ada: User
    ) -> None:
        shown = client_of(ada).get(f"/versions/{side_by_side.pk}/what-if/").context["screen"].side_by_side
        assert [(one.name, one.is_recommended, one.total) for one in shown.columns] == [
            ("基础版", False, Decimal(500_000)),
            ("高级版", True, side_by_side.gross_total),
        ]
        assert shown.rows[-1].amounts[0] is None

    def test_another_column_is_recommended_by_one_click(
        self, client_of: ClientOf, side_by_side: QuoteVersion, ada: User
    ) -> None:
        sent = {"edition": str(side_by_side.edition), "column": "基础版"}
        assert client_of(ada).post(f"/versions/{side_by_side.pk}/recommend/", sent).status_code == 303
        row = fresh(side_by_side)
        assert (row.recommended, row.form, row.gross_total) == ("基础版", "bundle", Decimal(500_000))

    def test_a_bundle_is_not_recommended_over_a_discount_on_the_whole(
        self, client_of: ClientOf, side_by_side: QuoteVersion, ada: User, now: Any
    ) -> None:
        save_terms(version=side_by_side, edition=3, by=ada, at=now, header_amount=Decimal(1000))
        with pytest.raises(Refusal, match="the discount on the whole would be lost"):
            recommend_column(version=side_by_side, edition=4, name="基础版", by=ada, at=now)
        assert (fresh(side_by_side).recommended, fresh(side_by_side).header_amount) == ("高级版", Decimal(1000))
        kept = fresh(side_by_side)
        save_terms(version=kept, edition=4, by=ada, at=now, header_amount=None)
        recommend_column(version=kept, edition=5, name="基础版", by=ada, at=now)
        assert fresh(side_by_side).recommended == "基础版"

    def test_options_are_shown_outside_the_total(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: Any
    ) -> None:
        last = version.lines.order_by("-position")[0]
        before = fresh(version).gross_total
        change_lines(version=version, edition=1, changes={last.pk: {"role": "optional"}}, by=ada, at=now)
        asides = client_of(ada).get(f"/versions/{version.pk}/what-if/").context["screen"].asides
        assert [one.total for one in asides] == [before - fresh(version).gross_total]
        assert client_of(ada).get(f"/versions/{version.pk}/").status_code == 200


class TestOptions:
    def test_columns_roles_and_steps_are_saved_together(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        first, second, _ = version.lines.order_by("position")
        sent = options_of(
            version,
            **{
                "column-0-name": "基础版",
                "column-0-price": "50万",
                "column-1-name": "高级版",
                "recommended": "1",
                f"line-{second.pk}-role": "alternative",
                f"line-{first.pk}-discounts": "渠道 10%，季度返利 2.5",
            },
        )
        assert client_of(ada).post(f"/versions/{version.pk}/options/", sent).status_code == 303
        row = fresh(version)
        assert (row.columns, row.recommended) == (
            [{"name": "基础版", "bundle_price": "500000"}, {"name": "高级版", "bundle_price": None}],
            "高级版",
        )
        assert row.lines.get(pk=first.pk).discounts == [
            {"name": "渠道", "percent": "10"},
            {"name": "季度返利", "percent": "2.5"},
        ]
        assert row.lines.get(pk=second.pk).role == "alternative"

    def test_without_columns_the_page_says_how_to_make_them(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: Any
    ) -> None:
        words = ("还没有分档，现在是一份报价", "先在上面写档名", "不分档（只有一份报价）")
        address = f"/versions/{version.pk}/options/"
        without = client_of(ada).get(address).text
        save_terms(version=version, edition=1, by=ada, at=now, columns=COLUMNS, recommended="高级版")
        with_columns = client_of(ada).get(address).text
        assert [[word in page for word in words] for page in (without, with_columns)] == [
            [True, True, True],
            [False, False, True],
        ]

    @pytest.mark.parametrize(
        ("typed", "where"),
        [
            ({"column-0-price": "500000"}, ["column-0-name"]),
            ({"column-0-name": "基础版"}, ["recommended"]),
            (
                {"column-0-name": "基础版", "column-0-price": "500000", "recommended": "0"},
                ["column-0-price"],
            ),
        ],
    )
    def test_nothing_typed_of_a_column_is_dropped_without_a_word(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, typed: dict[str, str], where: list[str]
    ) -> None:
        answer = client_of(ada).post(f"/versions/{version.pk}/options/", options_of(version, **typed))
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, where)
        assert fresh(version).columns == []

    def test_a_step_in_tenths_is_what_is_left(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        first = version.lines.order_by("position")[0]
        sent = options_of(version, **{f"line-{first.pk}-discounts": "渠道 9折，年付 9.5 折，伙伴八五折，小单 -3%"})
        assert client_of(ada).post(f"/versions/{version.pk}/options/", sent).status_code == 303
        steps = version.lines.get(pk=first.pk).discounts
        assert [(step["name"], step["percent"]) for step in steps] == [
            ("渠道", "10"),
            ("年付", "5"),
            ("伙伴", "15"),
            ("小单", "-3"),
        ]
        page = client_of(ada).get(f"/versions/{version.pk}/").text
        assert [word in page for word in ("渠道 −10%", "年付 −5%", "小单 +3%")] == [True, True, True]

    def test_a_step_without_a_name_is_a_sentence_beside_it(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        first = version.lines.order_by("position")[0]
        sent = options_of(version, **{f"line-{first.pk}-discounts": "10%"})
        answer = client_of(ada).post(f"/versions/{version.pk}/options/", sent)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [f"line-{first.pk}-discounts"])

    def test_a_line_whose_column_is_removed_does_not_go_into_the_others(
        self, client_of: ClientOf, side_by_side: QuoteVersion, ada: User, now: Any
    ) -> None:
        *others, last = side_by_side.lines.order_by("position")
        columns = {"column-0-name": "基础版", "recommended": "0"}
        everywhere = {f"line-{line.pk}-columns": ["0", "1"] for line in others}
        url = f"/versions/{side_by_side.pk}/options/"
        gone = columns | everywhere | {f"line-{last.pk}-columns": ["1"]}
        answer = client_of(ada).post(url, options_of(side_by_side, **gone))
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [f"line-{last.pk}-columns"])
        one: dict[str, Any] = {"columns": [{"name": "基础版", "bundle_price": None}], "recommended": "基础版"}
        with pytest.raises(Refusal, match="Line 3 would stand in no column"):
            arrange_options(version=side_by_side, edition=3, lines={}, by=ada, at=now, **one)
        assert fresh(side_by_side).lines.get(pk=last.pk).columns == ["高级版"]
        stays = gone | {f"line-{last.pk}-columns": ["0"]}
        assert client_of(ada).post(url, options_of(fresh(side_by_side), **stays)).status_code == 303
        assert fresh(side_by_side).lines.get(pk=last.pk).columns == ["基础版"]

    def test_an_included_line_without_a_tick_is_refused_and_an_option_may_have_none(
        self, client_of: ClientOf, side_by_side: QuoteVersion, ada: User
    ) -> None:
        *others, last = side_by_side.lines.order_by("position")
        sent = {"column-0-name": "基础版", "column-0-price": "500000", "column-1-name": "高级版", "recommended": "1"}
        sent |= {f"line-{line.pk}-columns": ["0", "1"] for line in others}
        url = f"/versions/{side_by_side.pk}/options/"
        answer = client_of(ada).post(url, options_of(side_by_side, **sent))
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [f"line-{last.pk}-columns"])
        optional = sent | {f"line-{last.pk}-role": "optional"}
        assert client_of(ada).post(url, options_of(side_by_side, **optional)).status_code == 303
        assert fresh(side_by_side).lines.get(pk=last.pk).columns == []

    def test_without_columns_the_offer_is_what_was_recommended(
        self, client_of: ClientOf, side_by_side: QuoteVersion, ada: User
    ) -> None:
        last = side_by_side.lines.order_by("-position")[0]
        ticked = {f"line-{line.pk}-columns": ["0", "1"] for line in side_by_side.lines.all()}
        url = f"/versions/{side_by_side.pk}/options/"
        outside = options_of(side_by_side, **ticked | {f"line-{last.pk}-columns": ["0"]})
        assert client_of(ada).post(url, outside).status_code == 422
        inside = options_of(side_by_side, **ticked | {f"line-{last.pk}-columns": ["1"]})
        assert client_of(ada).post(url, inside).status_code == 303
        row = fresh(side_by_side)
        assert (row.columns, row.gross_total) == ([], side_by_side.gross_total)

    def test_the_form_shows_what_is_stored(self, client_of: ClientOf, side_by_side: QuoteVersion, ada: User) -> None:
        form = client_of(ada).get(f"/versions/{side_by_side.pk}/options/").context["form"]
        last = side_by_side.lines.order_by("-position")[0]
        assert form["recommended"].value() == "1"
        assert form[f"line-{last.pk}-columns"].value() == ["1"]


class TestGoal:
    def test_a_total_is_found_shown_and_taken_by_one_click(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        client = client_of(ada)
        shown = client.get(f"/versions/{version.pk}/goal/", {"total": "600000"})
        assert (shown.context["found"].reached, shown.context["found"].gross) == (True, Decimal(600_000))
        assert fresh(version).edition == 1

        sent = dict(shown.context["asked"]) | {"edition": "1"}
        assert client.post(f"/versions/{version.pk}/goal/", sent).status_code == 303
        assert (fresh(version).gross_total, fresh(version).edition) == (Decimal(600_000), 2)

    def test_only_the_chosen_lines_move(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        asked = {"total": str(version.gross_total - 1000), "lines": ["2"]}
        found = client_of(ada).get(f"/versions/{version.pk}/goal/", asked).context["found"]
        assert [move.pk for move in found.moves] == [version.lines.get(position=2).pk]

    def test_a_bundle_moves_by_its_price(self, client_of: ClientOf, version: QuoteVersion, ada: User, now: Any) -> None:
        save_terms(version=version, edition=1, by=ada, at=now, form="bundle", bundle_price=Decimal(500_000))
        client = client_of(ada)
        assert client.post(f"/versions/{version.pk}/goal/", {"total": "480000", "edition": "2"}).status_code == 303
        assert fresh(version).bundle_price == Decimal(480_000)

    def test_what_cannot_be_reached_says_why_and_names_the_nearest(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        found = client_of(ada).get(f"/versions/{version.pk}/goal/", {"total": "9999999"}).context["found"]
        assert (found.reached, found.below, found.above) == (False, version.list_total, None)
        assert found.why

    def test_a_vast_total_names_the_nearest(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        answer = client_of(ada).get(f"/versions/{version.pk}/goal/", {"total": "999999999998"})
        found = answer.context["found"]
        assert (answer.status_code, found.below, found.above) == (200, version.list_total, None)

    def test_somebody_elses_save_in_between_is_not_overwritten(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, now: Any
    ) -> None:
        save_terms(version=version, edition=1, by=pre, at=now, credit_days=30)
        answer = client_of(ada).post(f"/versions/{version.pk}/goal/", {"total": "600000", "edition": "1"})
        assert (answer.status_code, fresh(version).edition) == (422, 2)

    @pytest.mark.parametrize("total", ["", "many", "-5", "1.234"])
    def test_a_total_that_is_none_is_a_sentence_beside_it(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, total: str
    ) -> None:
        answer = client_of(ada).get(f"/versions/{version.pk}/goal/", {"total": total})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["total"])


class TestHeader:
    def test_a_discount_on_the_whole_is_typed_with_the_terms(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        from tests.quotes.views.test_quotes_terms import terms_of

        before = version.gross_total
        sent = terms_of(version, header_steps="季度返利 10%，5", stacking="additive", rounding_scope="grand")
        assert client_of(ada).post(f"/versions/{version.pk}/terms/", sent).status_code == 303
        row = fresh(version)
        assert [step["percent"] for step in row.header_steps] == ["10", "5"]
        assert (row.gross_total, row.stacking) == (before * Decimal("0.855"), "additive")
        both = terms_of(row, header_steps="季度返利 10%", header_amount="100")
        assert "header_amount" in client_of(ada).post(f"/versions/{version.pk}/terms/", both).context["form"].errors
