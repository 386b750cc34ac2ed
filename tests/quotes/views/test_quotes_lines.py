"""The grid of lines: saved as a plain form and in place, with nothing typed ever lost."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy as said

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import change_lines
from quotes.actions.quotes.stored import STALE
from quotes.models import QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.factories import stakeholders as whom
from tests.quotes.views.typing_in import HTMX, SCRIPT, ClientOf, cell, cells, line_of, more_lines, statements_of

pytestmark = pytest.mark.usefixtures("today")


class TestTheEditor:
    @pytest.mark.parametrize("lines", [3, 20])
    def test_opening_costs_ten_statements_whatever_its_length(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, lines: int
    ) -> None:
        more_lines(version, lines)
        client = client_of(ada)

        answer, statements = statements_of(lambda: client.get(f"/versions/{version.pk}/"))

        assert (answer.status_code, statements) == (200, 10)

    def test_one_cell_is_saved_in_place_in_eleven_statements(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        client, line = client_of(ada), line_of(version, "RTC-HD")
        sent = cell(version, "RTC-HD", quantity="10000", discount="20")

        answer, statements = statements_of(lambda: client.post(f"/versions/{version.pk}/lines/", sent, **HTMX))

        shown = answer.content.decode()
        assert (answer.status_code, statements) == (200, 11)
        assert "<html" not in shown
        assert f'hx-swap-oob="innerHTML:#line-{line.pk}-total-said"><data value="496,000.00"></data></b>' in shown
        assert '<input type="hidden" name="edition" id="edition" value="2" hx-swap-oob="true">' in shown
        assert "715,600.00" in shown
        line.refresh_from_db()
        assert line.discount == Decimal(20)

    def test_the_whole_grid_is_saved_as_a_plain_form(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        answer = client_of(ada).post(
            f"/versions/{version.pk}/lines/", cells(version, RTC_HD_discount="8.5折", SUP_724_quantity="6")
        )

        assert (answer.status_code, answer.headers["Location"]) == (303, f"/versions/{version.pk}/")
        assert dict(version.lines.values_list("product_code", "discount"))["RTC-HD"] == Decimal(15)
        assert JournalEntry.objects.filter(act="change_lines").count() == 1

    def test_saving_what_is_stored_changes_nothing(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        client_of(ada).post(f"/versions/{version.pk}/lines/", cells(version))
        version.refresh_from_db()
        assert (version.edition, JournalEntry.objects.count()) == (1, 0)

    def test_a_line_is_removed_and_what_was_typed_beside_it_is_saved(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        gone = line_of(version, "RTC-HD").pk
        client_of(ada).post(
            f"/versions/{version.pk}/lines/", cells(version, REC_MIX_discount="10") | {"do": f"remove:{gone}"}
        )
        assert list(version.lines.values_list("product_code", "discount")) == [
            ("REC-MIX", Decimal(10)),
            ("SUP-724", Decimal(0)),
        ]

    @pytest.mark.parametrize(
        "typed", ["", "-1", "101", "NaN", "1e999", str(10**30), "-Infinity", SCRIPT, "11折", "几折", "=99999", "=x"]
    )
    def test_a_bad_discount_gets_a_sentence_beside_its_cell_and_stays_typed(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, typed: str
    ) -> None:
        client = client_of(ada)
        plain = client.post(f"/versions/{version.pk}/lines/", cells(version, RTC_HD_discount=typed))
        in_place = client.post(
            f"/versions/{version.pk}/lines/", cell(version, "RTC-HD", quantity="10000", discount=typed), **HTMX
        )

        rows = [row for group in plain.context["groups"] for row in group["rows"]]
        assert (plain.status_code, in_place.status_code) == (422, 422)
        assert [bool(row["cells"]["discount"].error) for row in rows] == [True, False, False]
        assert rows[0]["cells"]["discount"].value == typed
        assert SCRIPT not in plain.content.decode()
        assert in_place.content.decode().count("field__error") == 1
        version.refresh_from_db()
        assert version.edition == 1

    def test_a_total_too_large_is_a_sentence(self, client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
        answer = client_of(ada).post(
            f"/versions/{version.pk}/lines/", cell(version, "RTC-HD", quantity="999999999999", discount="0"), **HTMX
        )
        assert answer.status_code == 422
        assert str(said("The total is too large: check quantities and prices.")) in answer.content.decode()

    @pytest.mark.parametrize("edition", ["", "0", "7", "x", "9" * 40])
    def test_an_edition_that_is_not_now_is_a_conflict_and_never_a_500(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, edition: str
    ) -> None:
        sent = cells(version, RTC_HD_discount="15") | {"edition": edition}
        assert client_of(ada).post(f"/versions/{version.pk}/lines/", sent).status_code == 422

    def test_someone_elses_change_shows_both_values_and_saves_on_the_second_try(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        mine, line = cells(version, RTC_HD_discount="15"), line_of(version, "RTC-HD")
        change_lines(version=version, edition=1, changes={line.pk: {"discount": Decimal(20)}}, by=pre, at=now)
        client = client_of(ada)

        refused = client.post(f"/versions/{version.pk}/lines/", mine)

        found = next(row["cells"]["discount"] for g in refused.context["groups"] for row in g["rows"])
        assert refused.status_code == 422
        assert (found.value, found.now) == ("15", "20")
        assert refused.context["trouble"].words == said(STALE)
        again = mine | {"edition": str(refused.context["offer"].edition)}
        assert client.post(f"/versions/{version.pk}/lines/", again).status_code == 303
        line.refresh_from_db()
        assert line.discount == Decimal(15)

    def test_the_same_in_place_brings_the_whole_grid_up_to_date(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, now: datetime
    ) -> None:
        sent, line = cell(version, "RTC-HD", quantity="10000", discount="15"), line_of(version, "REC-MIX")
        change_lines(version=version, edition=1, changes={line.pk: {"discount": Decimal(20)}}, by=pre, at=now)

        answer = client_of(ada).post(f"/versions/{version.pk}/lines/", sent, **HTMX)

        shown = answer.content.decode()
        assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (422, "#grid", "outerHTML")
        assert f'id="line-{line.pk}-discount" value="20"' in shown
        assert 'value="15"' in shown

    def test_a_submitted_version_has_no_cells_and_refuses_a_stale_form(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        client, sent = client_of(ada), cells(version, RTC_HD_discount="5")
        submit_version(version=version, reason="", by=ada, at=now)

        assert "data-cell" not in client.get(f"/versions/{version.pk}/").content.decode()
        assert client.post(f"/versions/{version.pk}/lines/", sent).status_code == 422

    def test_finance_reads_and_does_not_write(
        self, client_of: ClientOf, version: QuoteVersion, fay: User, ada: User, now: datetime
    ) -> None:
        whom.signer(deal=version.quote.deal, role=fay.role)
        sent = cells(version, RTC_HD_discount="5")
        assert client_of(fay).get(f"/versions/{version.pk}/").status_code == 200
        assert client_of(fay).post(f"/versions/{version.pk}/lines/", sent).status_code == 403
        assert client_of(ada).post(f"/versions/{version.pk}/lines/", sent).status_code == 303

    def test_another_teams_version_is_not_there(
        self, client_of: ClientOf, version: QuoteVersion, dee: User, ada: User
    ) -> None:
        pages = ("", "terms/", "lines/add/", "lines/paste/", "submit/")
        for page in pages:
            assert client_of(dee).get(f"/versions/{version.pk}/{page}").status_code == 404
            assert client_of(ada).get(f"/versions/{version.pk}/{page}").status_code == 200
