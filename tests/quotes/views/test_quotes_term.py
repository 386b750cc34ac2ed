"""A total says the time it is for: 元/年 where the term is a year, else the months and what they come to a year."""

from datetime import datetime
from html import unescape

import pytest

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import next_version, save_terms
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import asked
from tests.quotes.views.typing_in import ClientOf, shown_in

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def two_years(version: QuoteVersion, ada: User, now: datetime) -> QuoteVersion:
    """V2, for 24 months, beside V1 for twelve."""
    submit_version(version=version, reason="", by=ada, at=now)
    draft = next_version(version=version, by=ada, at=now)
    return save_terms(version=draft, edition=1, term_months=24, by=ada, at=now)


def test_a_year_is_said_as_one_everywhere(client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
    page = client_of(ada).get(f"/versions/{version.pk}/")
    assert "83.96 万元/年" in shown_in(page, "metric-version")
    assert shown_in(page, "live").startswith("总价 元/年 含税总价 839,600.00")
    assert "折合每年" not in page.content.decode()


def test_a_longer_term_says_its_months_and_what_that_is_a_year(
    client_of: ClientOf, two_years: QuoteVersion, ada: User
) -> None:
    page = client_of(ada).get(f"/versions/{two_years.pk}/")
    assert "83.96 万元（24 个月）" in shown_in(page, "metric-version")
    assert shown_in(page, "live").startswith("总价 元（24 个月） 含税总价 839,600.00 折合每年 419,800.00")
    # Months of support that end before the term does.
    assert "第 3 行按 12 个月计，服务期是 24 个月，请核对数量。" in shown_in(page, "live")


def test_versions_of_different_terms_each_say_their_own(
    client_of: ClientOf, two_years: QuoteVersion, ada: User
) -> None:
    page = client_of(ada).get(f"/versions/{two_years.pk}/")
    assert [other.term_months for other in page.context["offer"].versions] == [12, 24]
    assert shown_in(page, "family").startswith("版本 万元，含税 V2 草稿 83.96 24 个月")


def test_two_terms_are_compared_by_the_year(client_of: ClientOf, two_years: QuoteVersion, ada: User) -> None:
    page = client_of(ada).get(f"/quotes/{two_years.quote_id}/compare/")
    rows = {row.label: (row.before, row.after, row.direction) for row in page.context["screen"].totals}
    assert rows["含税总价，折合每年"] == ("839,600.00", "419,800.00", "worse")
    assert "服务期不同，请看折合每年" in unescape(page.content.decode())


def test_one_term_is_compared_as_it_is(client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime) -> None:
    submit_version(version=version, reason="", by=ada, at=now)
    next_version(version=version, by=ada, at=now)
    page = client_of(ada).get(f"/quotes/{version.quote_id}/compare/")
    assert "含税总价，折合每年" not in {row.label for row in page.context["screen"].totals}


def test_whoever_approves_reads_it_too(client_of: ClientOf, version: QuoteVersion, ada: User, bo: User) -> None:
    request = asked(version, by=ada)
    assert '68.85</span> <span class="muted">万元/年，含税</span>' in (
        client_of(bo).get(f"/approvals/{request.pk}/").content.decode()
    )
