"""Finance writes a cost model in a grid; pre-sales and managers read what is published, others nothing of it."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from html import unescape
from typing import Any, ClassVar

import pytest
from django.test import Client

from quotes.actions.costs import draft_cost_model
from quotes.domain.costs.words import CostPart, CostRule
from quotes.models import CostModelVersion
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from tests.factories import stakeholders as whom
from tests.factories.costs import cost_draft, cost_model, rows, stated
from tests.security.html import Page

pytestmark = pytest.mark.usefixtures("today")
ClientOf = Callable[[User], Client]


def url(version: CostModelVersion, part: str = "") -> str:
    return f"/cost-models/{version.pk}/{part}"


def as_shown(client: Client, version: CostModelVersion) -> dict[str, Any]:
    """Everything the grid of a draft would send, untouched."""
    page = Page(client.get(url(version)).content.decode())
    form = page.form(url(version, "costs/"), url(version), {"rows-0-amount"})
    assert form is not None
    return {name: values[-1] for name, values in form.values.items()}


@pytest.fixture
def draft(fay: User) -> CostModelVersion:
    return cost_draft(by=fay)


class TestReading:
    def test_who_may_see_costs_reads_them_and_finance_alone_the_draft(
        self, client_of: ClientOf, fay: User, bo: User, pre: User, now: datetime
    ) -> None:
        model = cost_model(by=fay)
        draft = draft_cost_model(version=model, source="2027", by=fay, at=now)
        for reader in (bo, pre):
            assert "8,200.00 CNY" in client_of(reader).get(url(model)).content.decode()
            assert client_of(reader).get(url(draft)).status_code == 404
        assert client_of(fay).get(url(draft)).status_code == 200

    def test_a_seller_does_not_learn_that_there_is_one(self, client_of: ClientOf, fay: User, ada: User) -> None:
        model = cost_model(by=fay)
        assert client_of(ada).get(url(model)).status_code == 404
        assert client_of(ada).get("/cost-models/").status_code == 403
        assert client_of(fay).get("/cost-models/").status_code == 200

    def test_what_nobody_has_stated_is_named(self, client_of: ClientOf, fay: User) -> None:
        model = cost_model(by=fay, rows=rows(bandwidth=None))
        screen = client_of(fay).get(url(model)).context["screen"]
        assert screen.gaps == ("华东 三线静态 的带宽（按 Mbps·月（月 95））没有单价：请财务填写。",)

    def test_two_versions_side_by_side(self, client_of: ClientOf, fay: User, now: datetime) -> None:
        model = cost_model(by=fay)
        draft = draft_cost_model(version=model, source="2027", by=fay, at=now)
        client = client_of(fay)
        typed = as_shown(client, draft) | {"rows-0-amount": "6", "rows-3-DELETE": "on", "minimum": "22"}
        client.post(url(draft, "costs/"), typed)
        screen = client.get(url(draft, "compare/")).context["screen"]
        assert [(change.row.part, change.state, change.percent) for change in screen.changes] == [
            (CostPart.BANDWIDTH, "changed", Decimal(-25)),
            (CostPart.RESEARCH, "removed", None),
        ]
        assert (screen.unchanged, screen.margins[0]) == (3, ("Lowest margin", Decimal(20), Decimal(22)))


class TestWriting:
    def test_a_grid_sent_as_it_was_shown_changes_nothing(
        self, client_of: ClientOf, draft: CostModelVersion, fay: User
    ) -> None:
        before = draft.terms()
        client = client_of(fay)
        assert client.post(url(draft, "costs/"), as_shown(client, draft)).status_code == 303
        assert CostModelVersion.objects.get(pk=draft.pk).terms() == before

    def test_a_row_more_and_a_part_that_one_product_bears(
        self, client_of: ClientOf, draft: CostModelVersion, fay: User
    ) -> None:
        client = client_of(fay)
        row = {"part": "cdn", "rule": "unit_sold", "amount": "0.24", "product": "RLY-CDN", "dated_on": "2022-01-04"}
        typed = {f"rows-5-{name}": value for name, value in (row | {"source": "公开价"}).items()}
        client.post(url(draft, "costs/"), as_shown(client, draft) | typed | {"carried-cdn": "RLY-CDN, RLY-X"})
        found = CostModelVersion.objects.get(pk=draft.pk).terms()
        assert (found.rows[5].amount, found.rows[5].product) == (Decimal("0.24"), "RLY-CDN")
        assert found.carried_by == {CostPart.CDN: ("RLY-CDN", "RLY-X")}

    @pytest.mark.parametrize(
        ("typed", "field", "sentence"),
        [
            ({"rows-0-amount": "-1"}, "amount", "不能小于 0。"),
            ({"rows-0-source": ""}, "source", "请填写“依据”。"),
            ({"rows-0-rule": "month"}, "rule", "带宽不能按“月”计价。"),
            ({"rows-1-cores": ""}, "cores", "请填全四项：每核路数、核数、预留余量、备机。"),
            ({"rows-4-region": "华东"}, "region", "7×24 支持各地区一致：地区请留空。"),
            ({"rows-0-dated_on": "3026-01-01"}, "dated_on", "日期相差十年以上，请检查年份。"),
        ],
    )
    def test_a_bad_cell_gets_a_sentence_and_loses_nothing_typed(
        self,
        client_of: ClientOf,
        draft: CostModelVersion,
        fay: User,
        typed: dict[str, str],
        field: str,
        sentence: str,
    ) -> None:
        client = client_of(fay)
        sent = as_shown(client, draft) | {"rows-2-amount": "3.25"} | typed
        answer = client.post(url(draft, "costs/"), sent)
        errors = [form.errors.get(field) for form in answer.context["rows"] if form.errors]
        assert (answer.status_code, errors) == (422, [[sentence]])
        assert 'value="3.25"' in answer.content.decode()

    def test_publishing_needs_the_margins_and_says_so(self, client_of: ClientOf, fay: User) -> None:
        draft = cost_draft(by=fay, minimum=None, target=None)
        client = client_of(fay)
        sentence = "请填写底线毛利率和目标毛利率：底价与目标价由此算出。"
        assert client.get(url(draft)).context["screen"].problems == (sentence,)
        answer = client.post(url(draft, "publish/"), {"valid_from": "2027-01-01"})
        assert (answer.status_code, answer.context["publish"].non_field_errors()) == (422, [sentence])

    def test_published_from_a_day_on(self, client_of: ClientOf, draft: CostModelVersion, fay: User) -> None:
        assert client_of(fay).post(url(draft, "publish/"), {"valid_from": "2027-01-01"}).status_code == 303
        draft.refresh_from_db()
        assert (draft.is_draft, str(draft.valid_from)) == (False, "2027-01-01")

    def test_only_finance_writes(self, client_of: ClientOf, fay: User, bo: User, adm: User) -> None:
        model = cost_model(by=fay)
        for person, status in ((bo, 403), (adm, 404), (fay, 303)):
            assert client_of(person).post(url(model, "draft/"), {"source": "2027"}).status_code == status

    def test_seats_and_shares_open_the_second_line_of_their_row(self, client_of: ClientOf, fay: User) -> None:
        seats = stated(CostPart.SUPPORT, CostRule.SEAT_MONTH, "4000", seats=Decimal("1.6"))
        draft = cost_draft(by=fay, rows=(*rows()[:4], seats))
        forms = client_of(fay).get(url(draft)).context["rows"].forms
        assert [form.is_detailed for form in forms] == [False, True, False, False, True, False, False, False]


class TestSeats:
    """100 requests in half an hour, three minutes each, 80 % within 20 s: 14 people, 20 on the roster."""

    DESK: ClassVar = {
        "requests": "100", "interval": "30", "handling": "3", "answer": "20", "in_time": "80", "shrinkage": "30"
    }  # fmt: skip

    @pytest.fixture
    def deal(self, deal: Deal) -> Deal:
        """Finance was asked on it before, and so may open it."""
        whom.signer(deal=deal, role=Role.FINANCE)
        return deal

    def test_a_deals_sizing_leads_finance_to_its_draft_with_the_seats_in_it(
        self, client_of: ClientOf, fay: User, deal: Deal, draft: CostModelVersion
    ) -> None:
        client = client_of(fay)
        sizing = client.get(f"/deals/{deal.pk}/usage/sizing/", self.DESK)
        (link,) = re.findall(rf'href="({url(draft)}[^"]+)"', sizing.content.decode())

        answer = client.get(unescape(link))

        row = answer.context["rows"].forms[4]
        assert (row["part"].value(), row["rule"].value(), row["seats"].value()) == ("support", "seat_month", 20)
        assert row["amount"].value() is None, "it was charged by the month"
        assert row["note"].value().startswith(f"{deal}：")
        assert row["note"].value() == answer.context["seats"].note
        assert draft.rows.get(part="support").rule == "month"

    def test_who_writes_no_cost_models_is_led_nowhere(
        self, client_of: ClientOf, pre: User, fay: User, deal: Deal, draft: CostModelVersion
    ) -> None:
        shown = {who: client_of(who).get(f"/deals/{deal.pk}/usage/sizing/", self.DESK) for who in (pre, fay)}
        assert [len(answer.context["drafts"]) for answer in shown.values()] == [0, 1]

    def test_finance_works_them_out_in_the_draft_itself(
        self, client_of: ClientOf, fay: User, draft: CostModelVersion
    ) -> None:
        answer = client_of(fay).get(url(draft), self.DESK)

        row = answer.context["rows"].forms[4]
        assert (row["seats"].value(), row["note"].value()) == (20, answer.context["seats"].note)
        assert answer.context["sizing"]["requests"].value() == "100"

    def test_half_a_question_leaves_the_draft_as_it_is(
        self, client_of: ClientOf, fay: User, deal: Deal, draft: CostModelVersion
    ) -> None:
        client = client_of(fay)
        for asked in ({}, {"requests": "100"}, {**self.DESK, "in_time": "200"}):
            assert client.get(url(draft), asked).context["seats"] is None
        assert client.get(url(draft), {**self.DESK, "deal": "999999999"}).status_code == 404
