"""A price above its list is a surcharge, said in a word, and nowhere a discount with two signs."""

import re
from datetime import datetime

import pytest

from quotes.actions.quotes import next_version, save_terms
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import approved
from tests.quotes.views.typing_in import ClientOf, cell, shown_in

pytestmark = pytest.mark.usefixtures("today")
SMALL = [{"name": "小单", "percent": "-5"}]
TWO_SIGNS = re.compile(r"[−-]\s*−|−\s*-\d")


@pytest.fixture
def dearer(version: QuoteVersion, ada: User, now: datetime) -> QuoteVersion:
    """V1 at five per cent above its list: 881,580.00."""
    save_terms(version=version, edition=1, by=ada, at=now, header_steps=SMALL)
    return QuoteVersion.objects.get(pk=version.pk)


def test_the_page_says_it_in_its_table_its_rail_its_head_and_its_picture(
    client_of: ClientOf, dearer: QuoteVersion, ada: User
) -> None:
    page = client_of(ada).get(f"/versions/{dearer.pk}/")
    assert (shown_in(page, "total-discount"), shown_in(page, "total-zhe")) == ("加价 5.0 %", "—")
    assert (shown_in(page, "total-header"), shown_in(page, "compared")) == (
        "+41,980.00",
        "分项单买 839,600.00 整单加价 +41,980.00 总价 881,580.00",
    )
    assert shown_in(page, "metric-authority").endswith("现 加价 5.0 %")
    assert "整单加价" in page.context["waterfall"]
    assert TWO_SIGNS.findall(page.text) == []


def test_a_save_brings_the_same_words(client_of: ClientOf, dearer: QuoteVersion, ada: User) -> None:
    answer = client_of(ada).post(
        f"/versions/{dearer.pk}/lines/", cell(dearer, "RTC-HD", quantity="5000"), headers={"HX-Request": "true"}
    )
    assert (shown_in(answer, "total-discount"), shown_in(answer, "total-header")) == ("加价 5.0 %", "+26,480.00")
    assert TWO_SIGNS.findall(answer.text) == []


def test_lists_say_it_too(client_of: ClientOf, dearer: QuoteVersion, ada: User, bo: User) -> None:
    client = client_of(ada)
    deal = dearer.quote.deal_id
    for address in ("/deals/", "/quotes/", f"/deals/{deal}/", f"/versions/{dearer.pk}/submit/"):
        page = client.get(address).text
        assert ("加价 5.0 %" in page, TWO_SIGNS.findall(page)) == (True, []), address
    approved(dearer, by=ada)
    assert "加价 5.0 %" in client.get("/approvals/?tab=asked").text


def test_a_comparison_does_not_call_it_a_discount_below_nothing(
    client_of: ClientOf, dearer: QuoteVersion, ada: User, now: datetime
) -> None:
    draft = next_version(version=approved(dearer, by=ada), by=ada, at=now)
    save_terms(version=draft, edition=1, by=ada, at=now, header_steps=[])
    page = client_of(ada).get(f"/quotes/{draft.quote_id}/compare/").text
    assert ("加价 5%" in page, TWO_SIGNS.findall(page)) == (True, [])
