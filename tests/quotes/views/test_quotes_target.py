"""A draft's line says what it has to bring for the margin that finance aims at, and only to those who may see costs."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from quotes.actions.usage import choose_usage
from quotes.domain.usage.rooms import Room, Topology
from quotes.models import CostModelVersion, QuoteVersion
from quotes.queries.quotes import Target
from stakeholders.models import Deal, User
from tests.factories.costs import cost_model, rows
from tests.factories.usage import saved
from tests.quotes.views.typing_in import HTMX, ClientOf, line_of, statements_of

pytestmark = pytest.mark.usefixtures("today")
D = Decimal
CODES = ("RTC-HD", "REC-MIX", "SUP-724")
MODEL = "标准成本 V1"


@pytest.fixture
def model(fay: User) -> CostModelVersion:
    return cost_model(by=fay)


@pytest.fixture
def draft(version: QuoteVersion, deal: Deal, pre: User, now: datetime) -> QuoteVersion:
    """V1 with a thousand streams of use."""
    room = Room(topology=Topology.BROADCAST, hosts=1, audience=1_000)
    choose_usage(version=version, scenario=saved(deal=deal, by=pre, room=room), by=pre, at=now)
    return version


def card(client_of: ClientOf, version: QuoteVersion, reader: User, code: str = "RTC-HD") -> Any:
    line = line_of(version, code)
    return client_of(reader).get(f"/versions/{version.pk}/?line={line.pk}", **HTMX)


def target(client_of: ClientOf, version: QuoteVersion, reader: User, code: str = "RTC-HD") -> Target:
    found: Target = card(client_of, version, reader, code).context["card"].target
    return found


@pytest.mark.usefixtures("model")
def test_the_lines_targets_add_up_to_the_offers(client_of: ClientOf, draft: QuoteVersion, pre: User) -> None:
    QuoteVersion.objects.filter(pk=draft.pk).update(tax_included=False)
    each = {code: target(client_of, draft, pre, code).each or D(0) for code in CODES}
    # 373,200 of cost over one minus thirty per cent.
    assert sum(line_of(draft, code).quantity * each[code] for code in CODES).quantize(D("0.01")) == D("533142.86")


@pytest.mark.usefixtures("model")
def test_it_is_in_the_basis_of_the_offer_and_stands_beside_the_floor(
    client_of: ClientOf, draft: QuoteVersion, pre: User
) -> None:
    answer = card(client_of, draft, pre)
    # 620,000 of a list of 839,600 bears 393,697.67 of the target; 39.369767 a unit, and 6 % of VAT.
    assert answer.context["card"].target == Target(each=D("41.73195302"), model=MODEL)
    page = answer.content.decode()
    assert ("目标价" in page, "41.7320" in page, 'class="target"' in page) == (True, True, True)


@pytest.mark.usefixtures("model")
def test_a_discount_moves_the_target_of_no_line(client_of: ClientOf, draft: QuoteVersion, pre: User) -> None:
    before = [target(client_of, draft, pre, code) for code in CODES]
    draft.lines.filter(product_code="RTC-HD").update(discount=30)
    assert [target(client_of, draft, pre, code) for code in CODES] == before


@pytest.mark.usefixtures("model")
def test_it_comes_with_a_save_too(client_of: ClientOf, draft: QuoteVersion, bo: User) -> None:
    line = line_of(draft, "RTC-HD")
    sent = {"edition": str(draft.edition), f"line-{line.pk}-discount": "5"}
    answer = client_of(bo).post(f"/versions/{draft.pk}/lines/", sent, **HTMX)
    assert answer.context["card"].target.each == D("41.73195302")


@pytest.mark.usefixtures("model")
def test_only_those_who_see_costs_read_it_and_for_others_nothing_is_read(
    client_of: ClientOf, draft: QuoteVersion, ada: User, bo: User, pre: User
) -> None:
    assert [target(client_of, draft, reader) is not None for reader in (bo, pre, ada)] == [True, True, False]
    pages = {reader.name: card(client_of, draft, reader).content.decode() for reader in (bo, ada)}
    assert ["目标价" in page for page in pages.values()] == [True, False]
    counted = [statements_of(lambda reader=reader: card(client_of, draft, reader))[1] for reader in (bo, ada)]
    # What closed deals paid, the use, the model in force, its unit costs.
    assert counted[0] == counted[1] + 4


def test_where_it_cannot_be_reckoned_it_is_unknown_and_says_why(
    client_of: ClientOf, version: QuoteVersion, deal: Deal, pre: User, fay: User, now: datetime
) -> None:
    assert target(client_of, version, pre) == Target(why="还没有选定用量。")
    choose_usage(version=version, scenario=saved(deal=deal, by=pre), by=pre, at=now)
    assert target(client_of, version, pre) == Target(why="没有生效的成本模型。")
    page = card(client_of, version, pre).content.decode()
    assert ("未知" in page, "目标价未知：没有生效的成本模型。" in page) == (True, True)
    cost_model(by=fay, rows=rows(bandwidth=None))
    assert target(client_of, version, pre) == Target(
        model=MODEL, why="华东 三线静态 的带宽（按 Mbps·月（月 95））没有单价：请财务填写。"
    )


@pytest.mark.usefixtures("model")
def test_an_option_and_a_line_of_nothing_have_none(client_of: ClientOf, draft: QuoteVersion, pre: User) -> None:
    draft.lines.filter(product_code="REC-MIX").update(role="optional")
    draft.lines.filter(product_code="SUP-724").update(quantity=0)
    assert target(client_of, draft, pre, "REC-MIX") == Target(why="这一项不计入总价，不分摊成本。")
    assert target(client_of, draft, pre, "SUP-724") == Target(why="这一项数量为 0，没有单价可言。")
