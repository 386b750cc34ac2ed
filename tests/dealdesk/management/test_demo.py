"""What the demo is there to show."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest

from contracts.domain.clauses.words import Region
from contracts.domain.payment import Buyer
from contracts.models import ClauseVersion
from dealdesk.management.demo import maps, papers
from dealdesk.management.demo.people import read
from dealdesk.pdf import PressFailure
from quotes.actions.quotes import send_version
from quotes.domain.links import LinkState
from quotes.domain.proposals import Kind
from quotes.models import LinkView, ProposalBatch, ProposalExport, ProposalLink, QuoteVersion
from quotes.queries.links import links_screen
from stakeholders.domain.customers import Industry
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Deal, User
from stakeholders.queries.seats import map_screen
from tests.factories import checklists, paper
from tests.factories.clauses import write_as_it_comes
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db


def four_roles() -> dict[str, Any]:
    (told,) = (one for one in read("deals")["deals"] if one.get("short_name") == "麓桥教育")
    return told | {"lines": []}


def main_story() -> dict[str, Any]:
    return read("story") | {"stage": Stage.NEGOTIATION}


@pytest.mark.parametrize(
    ("told", "who"), [(four_roles(), ["石磊"]), (main_story(), ["许望", "何敏之", "沈知远"])], ids=["四个角色", "主线"]
)
def test_a_map_of_the_demo_tells_first_of_all_who_could_stop_the_deal(
    deal: Deal, ada: User, told: dict[str, Any], who: list[str]
) -> None:
    """The technical lead whom everybody forgot; and in the main story whoever is against us or unknown."""
    Deal.objects.filter(pk=deal.pk).update(stage=told["stage"])
    deal.refresh_from_db()
    maps.draw(told, deal, defaultdict(lambda: ada), ada, NOW, NOW)
    screen = map_screen(ada, deal, kind="", today=NOW.date())
    assert screen is not None
    first = screen.insights[0]
    assert (first.kind, first.tone) == ("veto", "bad")
    assert [name for name in who if name in first.text] == who


def test_one_document_of_each_kind_is_there_or_waits_for_the_worker_and_readers_have_the_first(
    version: QuoteVersion, contact: Contact, ada: User, bo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One link was read again and again, one was taken back, and one has run out."""
    monkeypatch.setattr(papers, "set_in_type", lambda job: paper.pdf())
    sent = send_version(version=checklists.agreed(version, ada), by=ada, at=NOW - timedelta(days=5))
    papers.read(read("story")["reading"], sent.quote, defaultdict(lambda: contact), ada, bo, NOW)
    papers.order(sent.quote, ada, bo, NOW)
    made = ProposalExport.objects.order_by("id")
    assert {(one.version, one.kind, one.state) for one in made} == {
        (sent, kind, "done" if kind is Kind.QUOTATION else "queued") for kind in Kind
    }
    rows = links_screen(made[0], NOW.date()).links
    assert [(row.state, row.opened, row.taken) for row in reversed(rows)] == [
        (LinkState.OPEN, 3, 1),
        (LinkState.REVOKED, 1, 0),
        (LinkState.ENDED, 2, 0),
    ]
    assert LinkView.objects.filter(at__gt=NOW).count() == 0


def test_where_no_press_can_be_started_there_is_a_demo_all_the_same(
    version: QuoteVersion, contact: Contact, ada: User, bo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(job: object) -> None:
        raise PressFailure("The press stopped while laying the document out: try again, or shorten the document.")

    monkeypatch.setattr(papers, "set_in_type", fails)
    sent = send_version(version=checklists.agreed(version, ada), by=ada, at=NOW - timedelta(days=5))
    papers.read(read("story")["reading"], sent.quote, defaultdict(lambda: contact), ada, bo, NOW)
    assert (ProposalExport.objects.get().state, ProposalLink.objects.count()) == ("rendering", 0)


def test_the_offers_of_open_deals_are_ordered_together(version: QuoteVersion, ada: User) -> None:
    papers.order_together(ada, NOW)
    assert [item.version for item in ProposalBatch.objects.get(asked_by=ada).items.all()] == [version]


def test_a_bank_and_a_hospital_of_the_demo_get_different_checklists() -> None:
    write_as_it_comes()
    industries = {deal["name"]: Industry(deal["industry"]) for deal in read("deals")["deals"] if "industry" in deal}
    texts = [version.value() for version in ClauseVersion.objects.in_force(NOW.date()).select_related("clause")]
    named = {
        told["deal"]: {
            text.title.zh
            for text in texts
            if text.scope.holds(industries[told["deal"]], list(map(Region, told["regions"])), Buyer(told["buyer"]))
        }
        for told in read("checklists")["checklists"]
    }
    bank, hospital = named["远程柜台"], named["会诊与录制"]
    assert bank - hospital == {"金融数据附加要求"}
    assert hospital - bank == {"医疗健康数据附加要求", "追加采购"}
