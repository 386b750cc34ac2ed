"""A deal's value in the browser: what must come true first, what counts, and whose worry it answers."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from quotes.actions.claims import change_claim
from quotes.domain.value.formulas import Formula, Input
from quotes.models import ConcernAnswer, QuoteVersion, ValueBasis, ValueDriver
from stakeholders.models import Contact, Deal, User
from tests.factories import stakeholders as whom
from tests.factories import value as told
from tests.factories.value import TODAY

type LogIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *at: TODAY)


def test_what_must_come_true_stands_first(
    version: QuoteVersion, deal: Deal, contact: Contact, pre: User, lin: User, client_of: LogIn
) -> None:
    url = reverse("quotes:value", args=[deal.pk])
    assert "先填替代方案的价格" in client_of(pre).get(url).content.decode()
    told.acknowledged(told.driver(deal=deal, by=pre), contact, pre)
    told.switching(deal=deal, by=pre)
    told.basis(deal=deal, by=pre)
    page = client_of(pre).get(url)
    screen = page.context["screen"]
    assert (screen.headline, screen.costs, screen.worth) == (259_200, 60_000, Decimal("899200.00"))
    assert "只要兑现折算金额的 61.6% 就划算" in page.content.decode()
    assert page.content.decode().count("<svg") >= 4
    assert client_of(lin).get(url).status_code in {403, 404}


def test_a_claim_is_chosen_then_reckoned_with_their_figures(
    version: QuoteVersion, deal: Deal, contact: Contact, ada: User, pre: User, client_of: LogIn
) -> None:
    claim = told.claim(by=pre)
    client, url = client_of(ada), reverse("quotes:driver_new", args=[deal.pk])
    assert f"{url}?claim={claim.claim_id}&amp;formula=tickets" in client.get(url).content.decode()
    address = f"{url}?claim={claim.claim_id}&formula=tickets"
    form = {
        "calls": "3,000,000", "calls_source": "运营月报", "calls_teller": contact.pk, "ticket": "12",
        "ticket_source": "客服中心", "confidence": "80", "promise": "none",
    }  # fmt: skip
    assert client.post(address, form | {"ticket_source": ""}).status_code == 422
    assert client.post(address, form).status_code == 303
    driver = ValueDriver.objects.get()
    assert (driver.formula, driver.told()) == (Formula.TICKETS, told.TICKETS)
    assert client.post(f"{url}?formula=bandwidth", form).status_code == 422


def test_their_word_is_noted_on_the_figures_and_comes_off_where_these_change(
    version: QuoteVersion, deal: Deal, contact: Contact, ada: User, client_of: LogIn
) -> None:
    driver = told.driver(deal=deal, by=ada)
    client = client_of(ada)
    word = {"edition": 1, "contact": contact.pk, "on": str(TODAY), "said": "口径没问题"}
    assert client.post(reverse("quotes:driver_word", args=[driver.pk]), word | {"said": ""}).status_code == 422
    assert client.post(reverse("quotes:driver_word", args=[driver.pk]), word).status_code == 303
    page = client.get(reverse("quotes:driver", args=[driver.pk])).content.decode()
    assert ("口径没问题" in page, "259,200.00" in page) == (True, True)
    edit = reverse("quotes:driver_edit", args=[driver.pk])
    form = {
        "edition": 1, "calls": "2000000", "calls_source": "月报", "ticket": "12", "ticket_source": "客服",
        "confidence": "80", "promise": "none",
    }  # fmt: skip
    assert client.post(edit, form).status_code == 303
    assert ValueDriver.objects.get().word is None
    stale = client.post(edit, form | {"calls": "1000000"})
    page = stale.content.decode()
    assert (stale.status_code, "2,000,000" in page or "2000000" in page, "1000000" in page) == (422, True, True)
    assert 'name="edition" value="2"' in page


def test_a_worry_is_answered_and_the_answer_taken_back(
    version: QuoteVersion, deal: Deal, contact: Contact, ada: User, client_of: LogIn
) -> None:
    driver, seat = told.driver(deal=deal, by=ada), whom.seat(deal=deal, contact=contact, concern="怕买贵")
    client, url = client_of(ada), reverse("quotes:value", args=[deal.pk])
    assert "怕买贵" in client.get(url).content.decode()
    client.post(reverse("quotes:driver_answers", args=[driver.pk]), {"seat": seat.pk})
    assert [row.pk for row in client.get(url).context["screen"].seats[0].answers] == [driver.pk]
    client.post(reverse("quotes:driver_leaves", args=[driver.pk]), {"seat": seat.pk})
    assert ConcernAnswer.objects.count() == 0
    client.post(reverse("quotes:driver_answers", args=[driver.pk]), {"seat": 0})
    assert ConcernAnswer.objects.count() == 0


def test_what_the_price_is_held_against_is_saved_by_one_at_a_time(
    version: QuoteVersion, deal: Deal, ada: User, client_of: LogIn
) -> None:
    client, url = client_of(ada), reverse("quotes:value_basis", args=[deal.pk])
    form = {"alternative": "rival", "reference": "700,000", "reference_months": "12", "reference_source": "报价单"}
    assert client.post(url, form | {"reference_source": ""}).status_code == 422
    assert client.post(url, form).status_code == 303
    assert ValueBasis.objects.get().reference == 700_000
    stale = client.post(url, form | {"reference": "650000"})
    assert stale.status_code == 422


def test_the_newest_edition_is_taken_where_it_is_wanted(
    version: QuoteVersion, deal: Deal, ada: User, pre: User, client_of: LogIn
) -> None:
    driver = told.driver(deal=deal, by=pre)
    claim = driver.claim
    assert claim is not None
    new = {"after": 1, "owner": pre, "note": "", "why": "复测", "by": pre, "at": told.NOW}
    change_claim(claim=claim.claim, said=told.said(ours=Decimal("0.2")), **new)
    edit = reverse("quotes:driver_edit", args=[driver.pk])
    form = {
        "edition": 1, "calls": "3000000", "calls_source": "月报", "ticket": "12", "ticket_source": "客服",
        "confidence": "80", "promise": "none", "newest": "on",
    }  # fmt: skip
    assert client_of(ada).post(edit, form).status_code == 303
    taken = ValueDriver.objects.get().claim
    assert taken is not None
    assert (taken.number, ValueDriver.objects.get().told()[Input.CALLS]) == (2, 3_000_000)
