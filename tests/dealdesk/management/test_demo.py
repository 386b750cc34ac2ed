"""What the demo is there to show."""

from collections import defaultdict
from typing import Any

import pytest

from contracts.domain.clauses.words import Region
from contracts.domain.payment import Buyer
from contracts.models import ClauseVersion
from dealdesk.management.demo import maps, papers
from dealdesk.management.demo.people import read
from quotes.actions.quotes import send_version
from quotes.domain.proposals import Kind
from quotes.models import ProposalExport, QuoteVersion
from stakeholders.domain.customers import Industry
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, User
from stakeholders.queries.seats import map_screen
from tests.factories import checklists
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


def test_one_document_of_each_kind_waits_for_the_worker(version: QuoteVersion, ada: User) -> None:
    sent = send_version(version=checklists.agreed(version, ada), by=ada, at=NOW)
    papers.order(sent.quote, ada, NOW)
    assert [(one.version, one.kind, one.state) for one in ProposalExport.objects.order_by("id")] == [
        (sent, kind, "queued") for kind in Kind
    ]


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
