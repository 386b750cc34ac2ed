"""What stands beside the offer on paper: a discount on the whole, options, and the columns it was chosen from."""

from datetime import datetime
from decimal import Decimal

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import change_lines, next_version, save_terms
from quotes.documents.proposal.collect import collect
from quotes.documents.proposal.page import html
from quotes.documents.proposal.tree import snapshot
from quotes.models import QuoteVersion
from quotes.queries.quotes import comparison, offer
from stakeholders.models import User

COLUMNS = [{"name": "基础版", "bundle_price": None}, {"name": "高级版", "bundle_price": None}]


def test_a_plain_offer_says_nothing_of_them(version: QuoteVersion, now: datetime) -> None:
    proposal = collect(version, at=now)
    assert {"off_the_whole", "options", "columns", "column_lines"}.isdisjoint(snapshot(proposal))
    assert "可选项" not in html(proposal)


def test_a_discount_on_the_whole_stands_between_items_and_total(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    save_terms(version=version, edition=1, by=ada, at=now, header_amount=Decimal(1000))
    proposal = collect(version, at=now)
    assert (proposal.off_the_whole, proposal.totals.saving) == (1000, 0)
    assert proposal.totals.itemised - proposal.totals.offered == 1000
    page = html(proposal)
    assert "整单优惠" in page
    assert "打包购买" not in page


def test_screen_paper_and_comparison_say_one_subtotal_and_the_discount_on_the_whole_once(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    steps = [{"name": "整单优惠", "percent": "10"}]
    save_terms(version=version, edition=1, by=ada, at=now, header_steps=steps)
    printed = [line.total for group in collect(version, at=now).groups for line in group.lines]
    screen = offer(ada, version, now)
    assert printed == [line.quantity * line.list_price for line in version.lines.order_by("position")]
    assert [line.subtotal for line in screen.lines] == printed
    assert sum(group.total for group in screen.groups) == screen.totals.itemised == sum(printed)
    assert screen.totals.itemised - screen.totals.header == screen.totals.total
    submit_version(version=version, reason="", by=ada, at=now)
    draft = next_version(version=version, by=ada, at=now)
    change_lines(version=draft, edition=1, changes={draft.lines.first().pk: {"discount": Decimal(50)}}, by=ada, at=now)
    beside = comparison(ada, version.quote, (version.quote_id, 1), (version.quote_id, 2))
    assert beside is not None
    assert [(pair.before, pair.after) for pair in beside.lines] == [
        (printed[0], printed[0] / 2),
        *((amount, amount) for amount in printed[1:]),
    ]


def test_options_and_columns_are_printed_beside_the_total(version: QuoteVersion, ada: User, now: datetime) -> None:
    _, second, third = version.lines.order_by("position")
    save_terms(version=version, edition=1, by=ada, at=now, columns=COLUMNS, recommended="高级版")
    changes = {second.pk: {"role": "optional"}, third.pk: {"columns": ["高级版"]}}
    change_lines(version=version, edition=2, changes=changes, by=ada, at=now)
    proposal = collect(version, at=now)
    assert [(one.kind, one.description) for one in proposal.options] == [("可选项", second.description)]
    assert [(column.name, column.amounts[-1] is None) for column in proposal.columns] == [
        ("基础版", True),
        ("高级版", False),
    ]
    page = html(proposal)
    assert "可选项与备选方案" in page
    assert "高级版<small>推荐</small>" in page
    assert "含税总价（推荐方案：高级版，服务期 12 个月）" in page


def test_a_line_with_steps_prints_what_they_come_to_and_never_a_surcharge(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    first, second, _ = version.lines.order_by("position")
    changes = {
        first.pk: {
            "discount": Decimal(0),
            "discounts": [{"name": "渠道", "percent": "10"}, {"name": "返利", "percent": "10"}],
        },
        second.pk: {"discount": Decimal(0), "discounts": [{"name": "加急", "percent": "-10"}]},
    }
    change_lines(version=version, edition=1, changes=changes, by=ada, at=now)
    lines = [line for group in collect(version, at=now).groups for line in group.lines]
    assert [line.discount for line in lines][:2] == [19, 0]


def test_a_bundle_says_what_it_saves_on_each_item_against_its_list_price(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    first = version.lines.order_by("position")[0]
    change_lines(version=version, edition=1, changes={first.pk: {"discount": Decimal(10)}}, by=ada, at=now)
    saved = save_terms(version=version, edition=2, by=ada, at=now, form="bundle", bundle_price=Decimal(700_000))
    proposal = collect(saved, at=now)
    assert sum(line.below_list for line in proposal.bundled) == proposal.totals.listed - 700_000
    page = html(proposal)
    assert "打包价在各项上的节省" in page
    assert "较目录价共节省" in page
