"""What a customer will use, in the browser of pre-sales: scenarios, the use of a version, pools, and bitrates."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from quotes.actions.approvals import submit_version
from quotes.actions.usage import choose_usage, revise_scenario
from quotes.domain.usage.rooms import Topology
from quotes.domain.usage.scenario import Extra, Region
from quotes.models import BitrateRow, QuoteVersion, UsageScenario, VersionUsage
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from stakeholders.permissions import MAY, Act
from tests.factories import stakeholders as whom
from tests.factories import usage as used
from tests.quotes.domain.usage.scenarios import percent, scenario
from tests.quotes.views.typing_in import HTMX, ClientOf

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def rate(db: None) -> BitrateRow:
    return used.bitrate()


def typed(rate: BitrateRow, **changed: Any) -> dict[str, Any]:
    """Ten thousand streams of 720p: a hundred rooms of one host and a hundred viewers."""
    plain = {
        "name": "大班课",
        "topology": "interactive",
        "rooms": "100",
        "hosts": "1",
        "audience": "100",
        "bound": "middle",
        "video-0-rate": str(rate.pk),
        "hours_a_day": "4",
        "days_a_month": "22",
        "peak_factor": "1",
        "term_months": "12",
        "region-0-name": "中国大陆",
    }
    return plain | changed


class TestScenario:
    def test_what_is_typed_becomes_a_scenario_with_its_bandwidth(
        self, client_of: ClientOf, deal: Deal, pre: User, rate: BitrateRow
    ) -> None:
        client = client_of(pre)
        answer = client.post(f"/deals/{deal.pk}/usage/scenarios/new/", typed(rate))
        made = UsageScenario.objects.get()
        assert (answer.status_code, answer["Location"]) == (303, f"/scenarios/{made.pk}/")
        assert made.scenario().videos[0].share == percent(100)
        page = client.get(f"/scenarios/{made.pk}/").content.decode()
        for words in ("10–20 Gbps", "按 15 Gbps 计", "10,000", "594 TB", "报价规则 · 2026-01-01"):
            assert words in page

    def test_the_bandwidth_appears_while_it_is_typed(
        self, client_of: ClientOf, deal: Deal, pre: User, rate: BitrateRow
    ) -> None:
        client, address = client_of(pre), f"/deals/{deal.pk}/usage/scenarios/preview/"
        whole = client.post(address, typed(rate, name=""), **HTMX).content.decode()
        assert "10–20 Gbps" in whole
        half = client.post(address, typed(rate, rooms=""), **HTMX)
        assert (half.status_code, "Gbps" in half.content.decode()) == (200, False)
        assert "还要填写或改正： 同时房间数" in half.content.decode()
        assert not UsageScenario.objects.exists()

    @pytest.mark.parametrize(
        ("field", "changed"),
        [
            ("audience", {"topology": "broadcast", "audience": ""}),
            ("video-0-share", {"video-0-share": "60"}),
            ("region-0-share", {"region-0-share": "60", "region-1-name": "海外", "region-1-share": "30"}),
            ("payload_bytes", {"simulcast": "150"}),
            ("simulcast", {"simulcast": "150, 许多"}),
            ("simulcast", {"simulcast": "1 2 3 4 5"}),
            ("video-0-rate", {"video-0-rate": "999999"}),
            ("video-0-share", {"video-0-rate": ""}),
        ],
    )
    def test_what_cannot_be_is_said_beside_its_field(
        self, client_of: ClientOf, deal: Deal, pre: User, rate: BitrateRow, field: str, changed: dict[str, str]
    ) -> None:
        answer = client_of(pre).post(f"/deals/{deal.pk}/usage/scenarios/new/", typed(rate, **changed))
        assert answer.status_code == 422
        assert f'id="id_{field}_error"' in answer.content.decode()
        assert 'value="大班课"' in answer.content.decode()

    def test_the_form_of_a_stored_one_begins_with_all_of_it(
        self, client_of: ClientOf, deal: Deal, ada: User, rate: BitrateRow
    ) -> None:
        made = used.saved(
            deal=deal,
            by=ada,
            simulcast_kbps=(Decimal(150), Decimal(1500)),
            payload_bytes=1200,
            peak_factor=Decimal("1.5"),
            recorded=Extra(share=percent(20), copies=3),
            regions=(Region("华东", percent(60)), Region("海外", percent(40))),
            growth=percent(-5),
        )
        client, address = client_of(ada), f"/scenarios/{made.pk}/edit/"
        page = client.get(address)
        form = page.context["form"]
        same = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "", False)}
        assert form["simulcast"].value() == "150, 1500"
        answer = client.post(address, {name: str(value) for name, value in same.items()})
        assert answer["Location"] == f"/scenarios/{made.pk}/", "nothing was changed, so nothing was saved"

    def test_a_picture_whose_row_is_gone_stays_with_its_scenario(
        self, client_of: ClientOf, deal: Deal, ada: User, rate: BitrateRow, now: datetime
    ) -> None:
        made = used.saved(deal=deal, by=ada)
        page = client_of(ada).get(f"/scenarios/{made.pk}/edit/").content.decode()
        assert '<option value="kept-0" selected>公司经验值 1280×720@30 · 1,000–2,000 kbps' in page

    def test_who_changes_an_old_revision_is_told_of_the_new_one(
        self, client_of: ClientOf, deal: Deal, ada: User, pre: User, rate: BitrateRow, now: datetime
    ) -> None:
        first = used.saved(deal=deal, by=ada)
        revise_scenario(scenario=first, name="大班课", told=scenario(rooms=2), by=pre, at=now)
        answer = client_of(ada).post(f"/scenarios/{first.pk}/edit/", typed(rate))
        assert (answer.status_code, "别人刚保存了这个场景" in answer.content.decode()) == (422, True)
        assert "已有更新的一稿" in client_of(ada).get(f"/scenarios/{first.pk}/").content.decode()

    def test_a_copy_begins_with_another_one_of_ones_own(
        self, client_of: ClientOf, deal: Deal, ada: User, dee: User
    ) -> None:
        made = used.saved(deal=deal, by=ada, hours_a_day=Decimal("3.75"))
        page = client_of(ada).get(f"/deals/{deal.pk}/usage/scenarios/new/?from={made.pk}").content.decode()
        assert 'value="3.75"' in page
        theirs = whom.deal(customer=whom.customer(name="别家", owner=dee), owner=dee)
        address = f"/deals/{theirs.pk}/usage/scenarios/new/?from={made.pk}"
        assert client_of(dee).get(address).status_code == 404

    def test_one_that_a_draft_stands_on_is_not_taken_off(
        self, client_of: ClientOf, deal: Deal, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        made = used.saved(deal=deal, by=ada)
        choose_usage(version=version, scenario=made, by=ada, at=now)
        client = client_of(ada)
        assert client.post(f"/scenarios/{made.pk}/remove/").status_code == 409
        other = used.saved(deal=deal, by=ada, name="另一种")
        assert client.post(f"/scenarios/{other.pk}/remove/").status_code == 303
        assert list(UsageScenario.objects.current()) == [made]

    def test_all_of_it_is_told_again(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        room = scenario().room
        made = used.saved(
            deal=deal,
            by=ada,
            room=type(room)(topology=Topology.INTERACTIVE, hosts=3, audience=9, most_pulled=2, servers=2),
            rooms=50,
            recorded=Extra(share=percent(20), copies=3),
            mixed=Extra(share=percent(10)),
            pushed=Extra(share=percent(5)),
            turned=percent(15),
            regions=(Region("华东", percent(60)), Region("海外", percent(40))),
            term_months=2,
            growth=percent(10),
        )
        page = client_of(ada).get(f"/scenarios/{made.pk}/").content.decode()
        told = (
            "连麦者互看",
            "华东 60%、海外 40%",
            "20% × 3",
            "录制路数",
            "30 Erl",
            "TURN 中继",
            "服务器间峰值",
            "逐月",
        )
        assert [words for words in told if words not in page] == []


class TestOfAVersion:
    def test_a_draft_chooses_and_a_submitted_one_keeps(
        self, client_of: ClientOf, deal: Deal, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        use, readings = used.saved(deal=deal, by=ada), used.uploaded(deal=deal, by=ada)
        client, address = client_of(ada), f"/versions/{version.pk}/usage/choose/"
        assert client.post(address, {"scenario": use.pk, "series": readings.pk}).status_code == 303
        assert VersionUsage.objects.get(version=version).series == readings
        assert "十月日志 · 大班课" in client.get(f"/deals/{deal.pk}/usage/").content.decode()
        submit_version(version=version, reason="", by=ada, at=now)
        refused = client.post(address, {"scenario": use.pk})
        assert (refused.status_code, "提交时用的是“大班课”" in refused.content.decode()) == (422, True)
        assert address not in client.get(f"/deals/{deal.pk}/usage/").content.decode()

    def test_another_deals_use_is_no_choice(
        self, client_of: ClientOf, deal: Deal, version: QuoteVersion, ada: User
    ) -> None:
        theirs = used.saved(deal=whom.deal(customer=deal.customer, owner=ada), by=ada)
        answer = client_of(ada).post(f"/versions/{version.pk}/usage/choose/", {"scenario": theirs.pk})
        assert answer.status_code == 422
        assert not VersionUsage.objects.exists()


class TestSizing:
    def test_a_pool_and_a_desk_are_worked_out(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        address = f"/deals/{deal.pk}/usage/sizing/?calls=1200&hold=60&blocking=1"
        page = client_of(ada).get(address, **HTMX).content.decode()
        assert (">30<" in page, "20 Erl" in page, "<html" in page) == (True, True, False)
        asked = "requests=100&interval=30&handling=3&answer=20&in_time=80&shrinkage=30"
        page = client_of(ada).get(f"/deals/{deal.pk}/usage/sizing/?{asked}").content.decode()
        assert (">20<" in page, ">14<" in page, "88.8 %" in page) == (True, True, True)

    def test_a_large_pool_says_that_the_peak_decides(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        page = client_of(ada).get(f"/deals/{deal.pk}/usage/sizing/?erlangs=10000&blocking=1").content.decode()
        assert ("9,970" in page, "直接按峰值配置" in page) == (True, True)
        small = client_of(ada).get(f"/deals/{deal.pk}/usage/sizing/?erlangs=20&blocking=1").content.decode()
        assert "直接按峰值配置" not in small

    @pytest.mark.parametrize(
        "asked",
        [
            "erlangs=1e9&blocking=1",
            "erlangs=x",
            "erlangs=5&blocking=0",
            "requests=5",
            "requests=0&interval=0&handling=0&answer=1&in_time=80",
        ],
    )
    def test_what_cannot_be_worked_out_is_said(self, client_of: ClientOf, deal: Deal, ada: User, asked: str) -> None:
        answer = client_of(ada).get(f"/deals/{deal.pk}/usage/sizing/?{asked}")
        assert (answer.status_code, "field__error" in answer.content.decode()) == (422, True)


class TestBitrates:
    def test_a_row_is_added_and_taken_away(self, client_of: ClientOf, pre: User) -> None:
        client = client_of(pre)
        picture = {"width": "960", "height": "540", "low": "600"}
        row = {"vendor": "实测", "since": "2026-11-01", "source": "实验室", **picture}
        assert client.post("/bitrates/new/", row | {"high": "500"}).status_code == 422
        assert client.post("/bitrates/new/", row | {"since": "1999-01-01"}).status_code == 422
        assert client.post("/bitrates/new/", row).status_code == 303
        assert client.post("/bitrates/new/", row).status_code == 422
        made = BitrateRow.objects.get(vendor="实测")
        assert (made.low_kbps, made.high_kbps, made.added_by) == (600, 600, pre)
        assert "实验室" in client.get("/bitrates/").content.decode()
        assert client.post(f"/bitrates/{made.pk}/remove/").status_code == 303
        assert "实验室" not in client.get("/bitrates/").content.decode()
        assert client.post(f"/bitrates/{made.pk}/remove/").status_code == 404

    @pytest.mark.parametrize("role", Role)
    def test_everybody_reads_them_and_some_write(self, client_of: ClientOf, role: Role, rate: BitrateRow) -> None:
        client = client_of(whom.user(name="who", role=role))
        assert client.get("/bitrates/").status_code == 200
        expected = 200 if role in MAY[Act.EDIT_BITRATES] else 403
        assert client.get("/bitrates/new/").status_code == expected
        assert ("移除" in client.get("/bitrates/").content.decode()) == (expected == 200)
