"""A line that moves: what of the grid its answer brings."""

from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.quotes.views.test_quotes_sheet import asked
from tests.quotes.views.typing_in import HTMX, ClientOf, line_of, shown_in


class TestMoved:
    def test_a_line_that_moves_within_its_group_brings_its_order_and_its_number(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        version.lines.update(group="通话")
        first, second, third = (line_of(version, code).pk for code in ("RTC-HD", "REC-MIX", "SUP-724"))
        client, url = client_of(ada), f"/versions/{version.pk}/lines/"
        for deed, order, numbers in (
            ("up", f"line-{first} line-{third} line-{second}", {second: "3", third: "2"}),
            ("undo", f"line-{first} line-{second} line-{third}", {second: "2", third: "3"}),
        ):
            version.refresh_from_db()
            answer = client.post(url, asked(version, deed, "SUP-724"), **HTMX)
            text = answer.content.decode()
            assert (answer.status_code, answer["HX-Reswap"], 'id="grid"' in text) == (200, "none", False)
            assert f'#order">{order}<' in text
            assert {pk: shown_in(answer, f"number-{pk}") for pk in numbers} == numbers
            assert (text.count("#number-"), f"{numbers[third]} 行" in shown_in(answer, "said")) == (2, True)
            assert ("#total-total" in text, "-discount-said" in text) == (False, False)

    def test_a_line_that_comes_to_the_head_of_its_group_stands_behind_the_groups_name(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        version.lines.exclude(product_code="RTC-HD").update(group="通话")
        second, third = (line_of(version, code).pk for code in ("REC-MIX", "SUP-724"))
        sent = asked(version, "place", "SUP-724", place="2")
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/", sent, **HTMX)
        assert f'#order">group-row-1 line-{third} line-{second}<' in answer.content.decode()

    def test_a_line_that_crosses_into_a_group_brings_the_grid(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/", asked(version, "up", "SUP-724"), **HTMX)
        assert 'id="grid"' in answer.content.decode()
