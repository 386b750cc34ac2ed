"""What else is said of one line: how it is charged, what was agreed about it, a markup, a cost, other taxes."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import add_lines, change_lines, save_terms, undo
from quotes.domain.pricing.engine import price
from quotes.models import PriceBookVersion, QuoteLine, QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.quotes.actions.offers import free_line
from tests.quotes.views.typing_in import SCRIPT, ClientOf, cell, line_of, statements_of

pytestmark = pytest.mark.usefixtures("today")

TIERS = {"tiers.0.up_to": "100", "tiers.0.unit": "60", "tiers.1.unit": "50"}


def url(line: QuoteLine) -> str:
    return f"/versions/{line.version_id}/lines/{line.pk}/"


def told(line: QuoteLine, agreement: str = "list", **typed: str) -> dict[str, str]:
    line.version.refresh_from_db()
    plain = {"edition": str(line.version.edition), "agreement": agreement, "markup_kind": "cost_plus"}
    return plain | typed


@pytest.fixture
def free(version: QuoteVersion, ada: User, now: datetime) -> QuoteLine:
    """Five days at 3,500.50 each."""
    add_lines(version=version, edition=1, lines=[free_line()], by=ada, at=now)
    return QuoteLine.objects.get(version=version, product=None)


class TestAFreeLine:
    def test_a_price_model_is_typed_as_in_a_price_book(self, client_of: ClientOf, free: QuoteLine, ada: User) -> None:
        client = client_of(ada)
        page = client.get(f"{url(free)}?kind=graduated")
        assert page.context["charge"].kind == "graduated"
        answer = client.post(url(free), told(free, kind="graduated", upper="inclusive", **TIERS))
        assert answer.status_code == 303
        free.refresh_from_db()
        assert free.charge == {"kind": "graduated", "tiers": [{"up_to": "100", "unit": "60"}, {"unit": "50"}]}
        assert (free.list_price, free.gross_total) == (60, 300)
        assert client.get(f"/versions/{free.version_id}/").context["offer"].lines[-1].tags == ("阶梯累进",)

    def test_its_list_price_is_not_typed_any_more(self, client_of: ClientOf, free: QuoteLine, ada: User) -> None:
        client = client_of(ada)
        client.post(url(free), told(free, kind="flat", amount="900"))
        page = client.get(f"/versions/{free.version_id}/").content.decode()
        assert f'name="line-{free.pk}-list_price"' not in page
        assert f'name="line-{free.pk}-quantity"' in page

    def test_back_at_quantity_times_price_it_costs_what_it_came_to(
        self, client_of: ClientOf, free: QuoteLine, ada: User
    ) -> None:
        client = client_of(ada)
        client.post(url(free), told(free, kind="flat", amount="900"))
        client.post(url(free), told(free, kind="per_unit"))
        free.refresh_from_db()
        assert (free.charge, free.list_price, free.gross_total) == (None, 180, 900)

    @pytest.mark.parametrize(("measure", "whole"), [("days", "365"), ("months", "12")])
    def test_a_part_of_a_period_costs_a_part(
        self, client_of: ClientOf, free: QuoteLine, ada: User, measure: str, whole: str
    ) -> None:
        client = client_of(ada)
        form = client.get(f"{url(free)}?agreement={measure}").context["form"]
        assert str(form["whole"].value()) == whole
        sent = told(free, measure, kind="per_unit", unit="3650", part="6", whole=whole)
        assert client.post(url(free), sent).status_code == 303
        free.refresh_from_db()
        assert free.charge == {
            "kind": "prorated",
            "charge": {"kind": "per_unit", "unit": "3650"},
            "part": 6,
            "whole": int(whole),
            "measure": measure,
        }
        assert free.gross_total == {"365": Decimal(300), "12": Decimal(9125)}[whole]
        again = client.get(url(free)).context
        assert (again["agreement"], again["form"]["part"].value(), again["charge"]["unit"].value()) == (
            measure,
            6,
            "3650",
        )

    def test_a_cost_leads_to_a_price_and_is_kept_nowhere(self, client_of: ClientOf, free: QuoteLine, ada: User) -> None:
        client = client_of(ada)
        client.post(url(free), told(free, kind="per_unit", cost="2871.13", cost_markup="25"))
        free.refresh_from_db()
        assert free.list_price == Decimal("3588.9125")
        assert "2871.13" not in client.get(url(free)).content.decode()
        assert "2871.13" not in str(free.stored())

    def test_a_cost_alone_is_no_price(self, client_of: ClientOf, free: QuoteLine, ada: User) -> None:
        answer = client_of(ada).post(url(free), told(free, kind="per_unit", cost="2871"))
        assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"cost_markup"})

    def test_it_has_no_list_to_agree_beside(self, client_of: ClientOf, free: QuoteLine, ada: User) -> None:
        page = client_of(ada).get(f"{url(free)}?agreement=contracted")
        assert (page.context["agreement"], "contracted" in page.context["agreements"]) == ("list", False)


class TestAProduct:
    def test_an_agreed_price_stands_before_the_list_which_comes_back(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        client, line = client_of(ada), line_of(version, "RTC-HD")
        client.post(url(line), told(line, "contracted", kind="per_unit", unit="55"))
        line.refresh_from_db()
        assert line.charge == {
            "kind": "contracted",
            "price": {"kind": "per_unit", "unit": "55"},
            "list": {"kind": "per_unit", "unit": "62"},
        }
        assert (line.list_price, line.gross_total) == (62, 550_000)
        version.refresh_from_db()
        assert (version.list_total, version.gross_total) == (839_600, 769_600)
        client.post(url(line), told(line))
        line.refresh_from_db()
        assert (line.charge, line.list_price, line.gross_total) == (None, 62, 620_000)

    def test_tiers_may_be_agreed(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        line = line_of(version, "RTC-HD")
        client_of(ada).post(url(line), told(line, "contracted", kind="graduated", upper="inclusive", **TIERS))
        line.refresh_from_db()
        assert line.gross_total == 100 * 60 + 9_900 * 50

    def test_a_part_of_the_period_takes_a_part_of_price_and_floor(
        self, client_of: ClientOf, version: QuoteVersion, bo: User
    ) -> None:
        client, line = client_of(bo), line_of(version, "RTC-HD")
        client.post(url(line), told(line, "months", part="6", whole="12"))
        line.refresh_from_db()
        version.refresh_from_db()
        assert (line.list_price, line.floor_price, line.gross_total) == (31, 46, 310_000)
        # Half of 460,000, and the other two lines' 160,800.
        assert version.floor_total == 390_800
        card = client.get(f"/versions/{version.pk}/?line={line.pk}", HTTP_HX_REQUEST="true").context["card"]
        assert card.private.floor == 23
        client.post(url(line), told(line))
        line.refresh_from_db()
        assert (line.charge, line.list_price, line.gross_total) == (None, 62, 620_000)

    def test_its_own_price_model_is_the_price_books(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        client, line = client_of(ada), line_of(version, "RTC-HD")
        answer = client.post(url(line), told(line, kind="flat", amount="1"))
        assert answer.status_code == 303
        line.refresh_from_db()
        assert line.charge is None
        for content in (
            {"kind": "flat", "amount": "1"},
            {"kind": "contracted", "price": {"kind": "flat", "amount": "1"}, "list": {"kind": "flat", "amount": "1"}},
            {"kind": "prorated", "charge": {"kind": "per_unit", "unit": "1"}, "part": 1, "whole": 1, "measure": "days"},
        ):
            changes: Any = {line.pk: {"charge": content}}
            with pytest.raises(Exception, match="is the price book's"):
                change_lines(version=version, edition=version.edition, changes=changes, by=ada, at=now)

    def test_what_a_price_book_charges_by_tiers_comes_back_as_tiers(
        self, client_of: ClientOf, deal: Deal, ada: User, fay: User
    ) -> None:
        book = offered.price_book(by=fay, name="按量价目", published=False)
        tiers = {"kind": "graduated", "tiers": [{"up_to": "100", "unit": "62"}, {"unit": "53"}]}
        book.items.filter(product__code="RTC-HD").update(charge=tiers)
        offered.publish(book, by=fay)
        draft = offered.draft(deal=deal, price_book=book, by=ada)
        draft.lines.filter(product_code="RTC-HD").update(charge=tiers)
        client, line = client_of(ada), line_of(draft, "RTC-HD")
        client.post(url(line), told(line, "contracted", kind="per_unit", unit="50"))
        client.post(url(line), told(line))
        line.refresh_from_db()
        assert (line.charge, line.gross_total) == (tiers, 100 * 62 + 9_900 * 53)

    def test_without_tax_and_back_the_agreement_stays(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        line = line_of(version, "RTC-HD")
        client_of(ada).post(url(line), told(line, "contracted", kind="per_unit", unit="53"))
        version.refresh_from_db()
        save_terms(version=version, edition=version.edition, tax_included=False, by=ada, at=now)
        save_terms(version=version, edition=version.edition, tax_included=True, by=ada, at=now)
        line.refresh_from_db()
        assert (line.charge["kind"], line.charge["price"]["unit"], line.gross_total) == ("contracted", "53", 530_000)


class TestAnyLine:
    def test_a_markup_and_other_taxes_are_said_and_reckoned(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        client, line = client_of(ada), line_of(version, "SUP-724")
        client.post(url(line), told(line, markup="10", markup_kind="margin", other_taxes="3%，2"))
        line.refresh_from_db()
        assert (line.markup, line.other_taxes) == ({"kind": "margin", "percent": "10"}, ["3", "2"])
        assert line.gross_total == Decimal("126666.67")
        offer = client.get(f"/versions/{version.pk}/").context["offer"]
        assert offer.lines[2].tags == ("加价 10%", "其他税 3%", "其他税 2%")
        assert [(tax.rate, tax.others) for tax in offer.totals.taxes] == [(6, ()), (6, (3, 2))]
        client.post(url(line), told(line))
        line.refresh_from_db()
        assert (line.markup, line.other_taxes, line.gross_total) == (None, [], 114_000)

    def test_it_is_one_edit_and_is_taken_back(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        line = line_of(version, "RTC-HD")
        client_of(ada).post(url(line), told(line, "contracted", kind="per_unit", unit="55", markup="5"))
        version.refresh_from_db()
        undo(version=version, edition=version.edition, by=ada, at=now)
        line.refresh_from_db()
        assert (line.charge, line.markup, line.list_price, line.gross_total) == (None, None, 62, 620_000)

    @pytest.mark.parametrize(
        ("agreement", "typed", "wrong"),
        [
            ("months", {"part": "-1", "whole": "12"}, "part"),
            ("months", {"part": "6", "whole": "0"}, "whole"),
            ("days", {"part": "", "whole": "365"}, "part"),
            ("list", {"markup": "-1"}, "markup"),
            ("list", {"markup": "10001"}, "markup"),
            ("list", {"markup": "100", "markup_kind": "margin"}, "markup"),
            ("list", {"markup_kind": "sideways"}, "markup_kind"),
            ("list", {"other_taxes": SCRIPT}, "other_taxes"),
            ("list", {"other_taxes": "101"}, "other_taxes"),
            ("list", {"other_taxes": "1,2,3,4,5,6"}, "other_taxes"),
        ],
    )
    def test_a_bad_value_is_a_sentence_by_its_field(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, agreement: str, typed: dict[str, str], wrong: str
    ) -> None:
        line = line_of(version, "RTC-HD")
        answer = client_of(ada).post(url(line), told(line, agreement, **typed))
        assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {wrong})
        assert SCRIPT not in answer.content.decode()

    def test_a_table_with_a_hole_is_said_in_its_row(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        line = line_of(version, "RTC-HD")
        holed = {"tiers.0.up_to": "10", "tiers.0.unit": "5", "tiers.1.start": "11", "tiers.1.unit": "4"}
        sent = told(line, "contracted", kind="volume", upper="inclusive", **holed)
        answer = client_of(ada).post(url(line), sent)
        assert (answer.status_code, answer.context["charge"].errors.keys()) == (422, {"tiers.1.start"})
        assert answer.content.decode().count('aria-invalid="true"') == 1

    def test_more_rows_keep_what_was_typed_and_save_nothing(
        self, client_of: ClientOf, free: QuoteLine, ada: User
    ) -> None:
        sent = told(free, kind="graduated", upper="inclusive", more="1", **TIERS)
        answer = client_of(ada).post(url(free), sent)
        assert (
            answer.status_code,
            answer.context["charge"].count,
            answer.context["charge"]["tiers.0.unit"].value(),
        ) == (
            200,
            5,
            "60",
        )

    def test_somebody_elses_save_in_between_is_not_overwritten(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        client, line = client_of(ada), line_of(version, "RTC-HD")
        sent = told(line, markup="5")
        change_lines(version=version, edition=1, changes={line.pk: {"discount": Decimal(9)}}, by=pre, at=now)
        refused = client.post(url(line), sent)
        assert (refused.status_code, refused.context["version"].edition) == (422, 2)
        assert client.post(url(line), sent | {"edition": "2"}).status_code == 303

    def test_a_submitted_version_says_why_not(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        client, line = client_of(ada), line_of(version, "RTC-HD")
        submit_version(version=version, reason="", by=ada, at=now)
        page = client.get(url(line))
        assert 'disabled aria-describedby="why-more"' in page.content.decode()
        assert client.post(url(line), told(line, markup="5")).status_code == 422

    def test_it_is_reached_from_the_line_and_read_in_a_handful_of_statements(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        client, line = client_of(ada), line_of(version, "RTC-HD")
        card = client.get(f"/versions/{version.pk}/?line={line.pk}", HTTP_HX_REQUEST="true").content.decode()
        assert f'href="{url(line)}"' in card
        answer, statements = statements_of(lambda: client.get(url(line)))
        assert (answer.status_code, statements) == (200, 6)

    def test_a_line_of_another_version_or_team_is_not_there(
        self, client_of: ClientOf, version: QuoteVersion, deal: Deal, price_book: PriceBookVersion, ada: User, dee: User
    ) -> None:
        other = offered.draft(deal=deal, price_book=price_book, by=ada)
        strange = f"/versions/{other.pk}/lines/{line_of(version, 'RTC-HD').pk}/"
        assert client_of(ada).get(strange).status_code == 404
        assert client_of(dee).get(url(line_of(version, "RTC-HD"))).status_code == 404
        assert client_of(ada).get(url(line_of(version, "RTC-HD"))).status_code == 200


def test_the_grid_goes_on_saving_a_line_with_an_agreement(
    client_of: ClientOf, version: QuoteVersion, ada: User
) -> None:
    client, line = client_of(ada), line_of(version, "RTC-HD")
    client.post(url(line), told(line, "contracted", kind="per_unit", unit="55"))
    version.refresh_from_db()
    answer = client.post(
        f"/versions/{version.pk}/lines/",
        cell(version, "RTC-HD", quantity="10000", discount="10"),
        HTTP_HX_REQUEST="true",
    )
    version.refresh_from_db()
    assert (answer.status_code, price(version.terms()).lines[0].total) == (200, 495_000)
