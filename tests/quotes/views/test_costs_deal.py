"""What a deal costs, by version and round, for those who may see it; for the others the way ends at the net price."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from quotes.actions.quotes import next_version
from quotes.actions.usage import choose_usage
from quotes.domain.usage.rooms import Room, Topology
from quotes.models import CostModelVersion, QuoteVersion
from stakeholders.models import Contact, Deal, User
from tests.factories.costs import cost_model, rows
from tests.factories.haggling import approved, asked, logged
from tests.factories.usage import saved

pytestmark = pytest.mark.usefixtures("today")
ClientOf = Callable[[User], Client]
D = Decimal
HTMX: dict[str, Any] = {"HX-Request": "true"}
# A month of 1,500 Mbps at 8, two servers and a spare, 8,200 of R&D, 6,400 of support; a year of that.
YEAR = 12 * (1_500 * 8 + 3 * 1_500 + 8_200 + 6_400)


@pytest.fixture
def model(fay: User) -> CostModelVersion:
    return cost_model(by=fay)


@pytest.fixture
def draft(version: QuoteVersion, model: CostModelVersion, deal: Deal, pre: User, now: datetime) -> QuoteVersion:
    """V1 with a thousand streams of use."""
    room = Room(topology=Topology.BROADCAST, hosts=1, audience=1_000)
    choose_usage(version=version, scenario=saved(deal=deal, by=pre, room=room), by=pre, at=now)
    return version


def screen_of(client: Client, deal: Deal, **query: Any) -> Any:
    return client.get(f"/deals/{deal.pk}/costs/", query).context["screen"]


class TestTheTab:
    def test_cost_by_part_and_month_floor_target_and_margin(
        self, client_of: ClientOf, draft: QuoteVersion, deal: Deal, pre: User
    ) -> None:
        screen = screen_of(client_of(pre), deal)
        cost, chosen = screen.breakdown, screen.chosen
        assert [(part.amount, part.share) for part in cost.parts] == [
            (D("144000.00"), D("38.6")),
            (D("54000.00"), D("14.5")),
            (D("98400.00"), D("26.4")),
            (D("76800.00"), D("20.6")),
        ]
        assert [row.total for row in cost.months] == [D("31100.00")] * 12
        assert (chosen.cost, chosen.floor, chosen.target) == (D(YEAR), D("466500.00"), D("533142.86"))
        assert (chosen.revenue, chosen.percent, chosen.tone) == (D("792075.47"), D("52.88"), "good")
        # The floor with the offer's own 6 % of VAT, up to the cent.
        assert chosen.floor_taxed == D("494490.01")
        # 5,280,000 minutes of streams a month.
        assert cost.per_thousand == D("5.8902")
        assert cost.is_upper_bound

    def test_what_was_submitted_stays_and_a_draft_moves_with_the_unit_costs(
        self,
        client_of: ClientOf,
        draft: QuoteVersion,
        deal: Deal,
        ada: User,
        fay: User,
        pre: User,
        now: datetime,
    ) -> None:
        first = approved(draft, by=ada)
        next_version(version=first, by=ada, at=now)
        client = client_of(pre)
        before = {one.name: one.cost for one in screen_of(client, deal).standings}
        other = cost_model(by=fay, name="昂贵的成本", rows=rows(support="100000"))
        client.post(f"/deals/{deal.pk}/costs/model/", {"model": other.model_id})
        after = {one.name: one.cost for one in screen_of(client, deal).standings}
        assert before == {"V2": YEAR, "V1": YEAR}
        assert after == {"V2": YEAR + 12 * (100_000 - 6_400), "V1": YEAR}

    def test_every_round_with_the_margin_of_the_version_it_made(
        self, client_of: ClientOf, draft: QuoteVersion, deal: Deal, contact: Contact, ada: User, pre: User
    ) -> None:
        sent = approved(draft, by=ada)
        logged(sent.quote, contact=contact, by=ada)
        (row,) = screen_of(client_of(pre), deal).rounds
        assert (row.number, row.standing) == (1, None)
        page = client_of(pre).get(f"/deals/{deal.pk}/costs/").content.decode()
        assert "各轮毛利" in page

    def test_it_says_why_there_is_no_cost(
        self, client_of: ClientOf, version: QuoteVersion, deal: Deal, pre: User, fay: User
    ) -> None:
        client = client_of(pre)
        assert screen_of(client, deal).chosen.why == "还没有选定用量。"
        choose_usage(version=version, scenario=saved(deal=deal, by=pre), by=pre, at=version.created_at)
        assert screen_of(client, deal).chosen.why == "没有生效的成本模型。"
        cost_model(by=fay)
        cost_model(by=fay, name="海外成本")
        screen = screen_of(client, deal)
        assert (screen.chosen.why, screen.asks_model) == ("有多个成本模型生效：请为本商机选定一个。", True)

    def test_a_missing_unit_cost_is_named_and_no_floor_is_claimed(
        self, client_of: ClientOf, version: QuoteVersion, deal: Deal, pre: User, fay: User
    ) -> None:
        cost_model(by=fay, rows=rows(bandwidth=None))
        choose_usage(version=version, scenario=saved(deal=deal, by=pre), by=pre, at=version.created_at)
        screen = screen_of(client_of(pre), deal)
        assert (screen.chosen.floor, screen.chosen.cost, screen.chosen.percent) == (None, None, None)
        assert screen.breakdown.gaps == ("华东 三线静态 的带宽（按 Mbps·月（月 95））没有单价：请财务填写。",)

    def test_before_anything_is_quoted_there_is_nothing_to_hold_against(
        self, client_of: ClientOf, deal: Deal, pre: User
    ) -> None:
        screen = screen_of(client_of(pre), deal)
        assert (screen.chosen, screen.breakdown, screen.standings) == (None, None, ())

    def test_only_who_sees_costs_opens_it(
        self, client_of: ClientOf, draft: QuoteVersion, deal: Deal, ada: User, bo: User, pre: User
    ) -> None:
        pages = (f"/deals/{deal.pk}/costs/", f"/versions/{draft.pk}/cost/")
        for person, status in ((ada, 403), (bo, 200), (pre, 200)):
            assert [client_of(person).get(page).status_code for page in pages] == [status, status]

    def test_a_model_that_is_not_offered_is_refused_beside_its_field(
        self, client_of: ClientOf, draft: QuoteVersion, deal: Deal, pre: User
    ) -> None:
        answer = client_of(pre).post(f"/deals/{deal.pk}/costs/model/", {"model": "999"})
        assert (answer.status_code, "model" in answer.context["form"].errors) == (422, True)


class TestOneVersion:
    def test_its_lines_bear_the_cost_to_the_cent(self, client_of: ClientOf, draft: QuoteVersion, pre: User) -> None:
        screen = client_of(pre).get(f"/versions/{draft.pk}/cost/").context["screen"]
        assert sum(line.cost for line in screen.lines) == YEAR
        assert [(line.code, line.percent) for line in screen.lines] == [
            ("RTC-HD", D("52.9")),
            ("REC-MIX", D("52.9")),
            ("SUP-724", D("52.9")),
        ]
        assert [row.name for row in screen.steps][-2:] == ["7×24 支持", "落袋毛利"]

    def test_the_rail_of_the_version_asks_for_its_card(
        self, client_of: ClientOf, draft: QuoteVersion, pre: User, ada: User
    ) -> None:
        assert f'hx-get="/versions/{draft.pk}/cost/"' in client_of(pre).get(f"/versions/{draft.pk}/").content.decode()
        card = client_of(pre).get(f"/versions/{draft.pk}/cost/", headers=HTMX).content.decode()
        assert ("466,500.00" in card, "<html" in card) == (True, False)
        assert "/cost/" not in client_of(ada).get(f"/versions/{draft.pk}/").content.decode()


class TestTheHead:
    def test_the_margin_that_was_kept_stands_in_the_head(
        self, client_of: ClientOf, draft: QuoteVersion, deal: Deal, ada: User, pre: User
    ) -> None:
        approved(draft, by=ada)
        for person, label, value in ((pre, "毛利率", "52.9 %"), (ada, None, None)):
            header = client_of(person).get(f"/deals/{deal.pk}/").context["header"]
            margins = [(metric.label, metric.value) for metric in header.metrics if metric.key == "margin"]
            assert margins == ([(label, value)] if label else [])

    def test_a_drafts_floors_stand_there_as_before(
        self, client_of: ClientOf, draft: QuoteVersion, deal: Deal, pre: User
    ) -> None:
        header = client_of(pre).get(f"/deals/{deal.pk}/").context["header"]
        assert [metric.label for metric in header.metrics if metric.key == "margin"] == ["高于底价"]


class TestApproval:
    def test_the_approver_reads_the_margin_and_the_seller_does_not(
        self, client_of: ClientOf, draft: QuoteVersion, ada: User, bo: User
    ) -> None:
        request = asked(draft, by=ada)
        page = f"/approvals/{request.pk}/"
        cost = client_of(bo).get(page).context["screen"].cost
        # 18 % off 839,600 with 6 % of VAT in it.
        assert (cost.revenue, cost.cost, cost.percent) == (D("649501.89"), D(YEAR), D("42.54"))
        assert client_of(ada).get(page).context["screen"].cost is None
        assert "42.5 %" in client_of(bo).get(page).content.decode()
        assert "42.5 %" not in client_of(ada).get(page).content.decode()


class TestWaterfall:
    def test_a_seller_reads_down_to_the_net_and_a_manager_on_to_the_margin(
        self, client_of: ClientOf, draft: QuoteVersion, ada: User, bo: User
    ) -> None:
        page = f"/quotes/{draft.quote_id}/waterfall/"
        seller = client_of(ada).get(page).context["screen"]
        manager = client_of(bo).get(page).context["screen"]
        assert [row.name for row in seller.rows] == ["目录价合计", "报价合计", "增值税", "不含税净价"]
        assert [row.amounts for row in manager.rows[-2:]] == [(D("-76800.00"),), (D("418875.47"),)]
        assert (seller.falls[0].standing, manager.falls[0].standing.percent) == (None, D("52.88"))

    def test_versions_stand_side_by_side_the_latest_or_those_that_are_asked_for(
        self, client_of: ClientOf, draft: QuoteVersion, ada: User, now: datetime
    ) -> None:
        made = draft
        for _ in range(5):
            made = next_version(version=approved(made, by=ada, at=now), by=ada, at=now)
        client, page = client_of(ada), f"/quotes/{draft.quote_id}/waterfall/"
        assert [fall.name for fall in client.get(page).context["screen"].falls] == ["V3", "V4", "V5", "V6"]
        chosen = client.get(page, {"v": [draft.pk, made.pk]}).context["screen"]
        assert [fall.name for fall in chosen.falls] == ["V1", "V6"]
        assert [len(row.amounts) for row in chosen.rows] == [2] * len(chosen.rows)
