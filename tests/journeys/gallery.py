"""The demo with something behind every address, and the list of all screens that are to be looked at."""

import csv
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from django.db.models import Count
from django.urls import reverse

from contracts.models import ChecklistItem, Clause, ContractLife, Instalment, Receipt
from dealdesk.home.help import TOPICS
from dealdesk.management.commands.load_demo import load
from dealdesk.management.demo.usage import RULE
from dealdesk.pdf.orders import GIVEN_UP
from quotes.actions.costs import draft_cost_model
from quotes.actions.policies import draft_policy
from quotes.actions.pricebooks import draft_price_book
from quotes.actions.pricesheets import offer_import
from quotes.actions.proposals import claim_export, fail_export, finish_export, note_progress, request_export
from quotes.actions.quotes import next_version
from quotes.actions.usage import add_bitrate, keep_series
from quotes.domain.links import Device, Seen
from quotes.domain.papers import Block, Passage
from quotes.domain.pricesheets import Told
from quotes.domain.usage.reading import Issue, Trouble
from quotes.domain.usage.series import MISSING, Measure, Series
from quotes.models import (
    ApprovalRequest,
    CostModelVersion,
    Counter,
    Decision,
    HouseText,
    LinkView,
    OwnWords,
    Policy,
    PriceBookVersion,
    Quote,
    QuoteVersion,
    RivalOffer,
    UsageScenario,
    ValueClaim,
    ValueDriver,
)
from stakeholders.models import BudgetSignal, Contact, Deal, Team, User
from tests.deep import DEPTH
from tests.factories import batches, checklists, links, paper, texts
from tests.factories.clauses import write_as_it_comes
from tests.factories.sla import word_as_it_comes
from tests.security.visitors import routes

TABLE = Path(__file__).parents[1] / "security" / "routes.csv"
# Who the columns of the route table are in the demo; of those who may, the first one looks.
LOOKERS = {
    "manager": "chenan", "sales_owner": "luwendi", "presales": "songyiwei", "finance": "jicaiwei",
    "legal": "guyan", "admin": "qinlang", "anonymous": "",
}  # fmt: skip
# Read by machines.
BARE = {"healthz", "readyz"}
TAKES = {route.name: route.takes for route in routes()}

# A pool and a desk that both have an answer.
SIZED = "erlangs=2000&blocking=1&requests=100&interval=30&handling=3&answer=20&in_time=80&shrinkage=30"

type Found = dict[str, int | str]


@dataclass(frozen=True)
class Screen:
    """One address as one person sees it; `ids` say what is meant where it is not the usual one."""

    route: str
    looker: str
    ids: dict[str, str] = field(default_factory=dict)
    query: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, [self.route, self.looker, *self.ids.values(), self.query]))

    def url(self, found: Found) -> str:
        kwargs = {name: found[self.ids.get(name, name)] for name in TAKES[self.route]}
        return reverse(self.route, kwargs=kwargs) + (f"?{self.query}" if self.query else "")


def every_screen() -> list[Screen]:
    """Each page of the route table, by the first who may see it; then other people's views and other states."""
    with TABLE.open() as file:
        rows = [row for row in csv.DictReader(file) if row["method"] == "GET" and row["shows"] in {"page", "list"}]
    pages = {
        row["route"]: next(who for who in LOOKERS if row[who] == "200") for row in rows if row["route"] not in BARE
    }
    return [Screen(route, LOOKERS[who]) for route, who in pages.items()] + OTHERS


OTHERS = [
    # One template of words: as many as show it.
    *(Screen("home:help", "luwendi", {"topic": f"about {topic}"}) for topic in DEPTH.share([*TOPICS], 4)),
    *(Screen("home:desk", who) for who in ("luwendi", "songyiwei", "jicaiwei", "qinlang")),
    *(Screen("home:search", "luwendi", query=f"q={words}") for words in ("chzx", "zzzz")),
    *(Screen("quotes:deals", "chenan", query=query) for query in ("stage=negotiation&sort=freeze", "q=zzzz")),
    Screen("quotes:deal", "luwendi", {"deal": "a deal that begins"}),
    Screen("quotes:version", "luwendi", {"version": "a version that waits"}),
    Screen("quotes:version", "luwendi"),
    Screen("quotes:version", "keyining", {"version": "an alternative"}),
    Screen("quotes:version", "luwendi", {"version": "a version that is void"}),
    Screen("quotes:line_more", "luwendi", query="agreement=contracted&kind=graduated"),
    Screen("quotes:version_void", "luwendi", {"version": "a version that waits"}),
    Screen("quotes:version_renew", "luwendi", {"version": "a version that waits"}),
    Screen("quotes:quotes", "luwendi", query="soon=1"),
    Screen("quotes:negotiation", "luwendi"),
    Screen("quotes:round_new", "luwendi"),
    Screen("quotes:coach", "luwendi"),
    Screen("quotes:anchor_range", "luwendi"),
    Screen("quotes:rival", "luwendi", {"rival": "a claim"}),
    Screen("quotes:value", "luwendi", {"deal": "a deal that begins"}),
    Screen("quotes:driver_new", "luwendi", query="formula=switching"),
    Screen("quotes:text", "guyan"),
    Screen("quotes:claim", "songyiwei", {"claim": "a claim that lapsed"}),
    Screen("quotes:rivals", "luwendi", {"deal": "a deal that begins"}),
    Screen("quotes:links", "luwendi", {"export": "a file that was read"}),
    Screen("quotes:approval", "luwendi"),
    Screen("quotes:approval", "chenan", {"asked": "a request that was approved"}),
    *(Screen("quotes:approval", who, {"asked": "a request with conditions"}) for who in ("xuruochuan", "chenan")),
    Screen("quotes:approvals", "chenan", query="tab=all"),
    Screen("quotes:words_one", "chenan", {"words": "words that a manager reads"}),
    Screen("quotes:paper", "songyiwei", query="kind=champion"),
    Screen("quotes:proposal", "songyiwei", {"export": "an export under way"}),
    Screen("quotes:proposal", "songyiwei", {"export": "an export that failed"}),
    Screen("quotes:price_book", "luwendi", {"price_book": "prices in force"}),
    Screen("quotes:policy", "luwendi", {"policy": "a policy in force"}),
    Screen("quotes:bitrates", "songyiwei"),
    Screen("quotes:deal_usage", "chenan"),
    Screen("quotes:deal_usage", "luwendi", {"deal": "a deal that begins"}),
    Screen("quotes:usage_sizing", "luwendi", query=SIZED),
    Screen("quotes:usage_packages", "luwendi", {"version": "a version with packages"}),
    Screen("quotes:waterfall", "luwendi"),
    Screen("quotes:readiness", "luwendi", {"deal": "a deal that begins"}),
    Screen("quotes:deal_costs", "chenan", {"deal": "a deal that begins"}),
    Screen("quotes:cost_model", "chenan", {"cost_model": "costs in force"}),
    Screen("stakeholders:seats", "songyiwei"),
    *(
        Screen("stakeholders:seats", "luwendi", query=f"view={view}&kind=technical")
        for view in ("map", "table", "matrix")
    ),
    Screen("stakeholders:plan", "chenan"),
    Screen("stakeholders:plan", "luwendi", {"deal": "a deal that begins"}),
    Screen("stakeholders:milestone_edit", "luwendi"),
    Screen("stakeholders:workdays", "luwendi"),
    Screen("stakeholders:savedviews", "luwendi"),
    Screen("quotes:outcomes", "chenan", query="months=24"),
    Screen("contracts:sla", "luwendi", query="fee=80000"),
    Screen("contracts:checklists", "luwendi", {"deal": "a bank"}),
    Screen("contracts:checklists", "luwendi", {"deal": "a deal that begins"}),
    Screen("contracts:payment", "chenan", {"deal": "a bank"}, query="A-off=5&B-credit_days=180"),
    Screen("contracts:payment_law", "luwendi", {"deal": "a bank"}),
    Screen(
        "contracts:payment_vat", "luwendi", {"deal": "a bank"}, query="gross=970000&rate=6&invoice=ordinary&credits=on"
    ),
    Screen("contracts:payment_received", "jicaiwei", {"deal": "a bank"}),
    Screen("contracts:payment", "luwendi", {"deal": "a deal that begins"}),
    Screen("contracts:checklist_files", "guyan", {"deal": "a bank"}),
    Screen("contracts:after", "luwendi", {"deal": "a deal that was signed"}),
    Screen("contracts:obligations", "luwendi", query="mine=1"),
    Screen("contracts:data", "luwendi", {"deal": "a bank"}),
    Screen("contracts:data", "keyining", {"deal": "a clinic"}),
    Screen("contracts:liability", "luwendi", {"deal": "a bank"}),
    Screen("contracts:experience", "luwendi", {"deal": "a bank"}),
    Screen("contracts:sla_parts", "luwendi", query="parts=99.95%0A99.9/99.9&year=365_30&promise=99.99"),
    Screen("contracts:delivered", "luwendi", {"deal": "a deal that was signed"}),
    *(Screen("contracts:signoffs", "guyan", {"deal": name}) for name in ("a signed contract", "a bank")),
    *(Screen("contracts:signoffs", who, {"deal": "a changed contract"}) for who in ("guyan", "zhuangmu")),
    *(Screen("contracts:signing", "guyan", {"deal": f"a {name} contract"}) for name in ("signed", "changed")),
    Screen("quotes:approvals", "zhuangmu", query="tab=waiting"),
    Screen("contracts:signoffs", "luwendi", {"deal": "a deal that begins"}),
    Screen("contracts:signing", "luwendi", {"deal": "a deal that begins"}),
    Screen("contracts:clauses", "luwendi", query="kind=data&industry=healthcare"),
    Screen("quotes:situations", "luwendi"),
    Screen("stakeholders:engagements", "luwendi", query="log"),
    Screen("quotes:budget", "chenan"),
    Screen("quotes:budget", "luwendi", {"deal": "a deal that begins"}),
]


def furnish(at: datetime) -> Found:
    """Tells the demo's story and what it leaves out: drafts, exports; the answer names them."""
    write_as_it_comes()
    word_as_it_comes()
    assert load(at)
    people = {user.email.partition("@")[0]: user for user in User.objects.all()}
    deal = Deal.objects.alias(asked=Count("quotes__rounds")).order_by("-asked")[0]
    quote = deal.quotes.alias(told=Count("rounds")).order_by("-told")[0]
    waiting = ApprovalRequest.objects.get(version__quote=quote, closed_at=None)
    other = deal.quotes.exclude(pk=quote.pk).get()
    draft = next_version(version=latest(other), by=people["luwendi"], at=at)
    seat = deal.seats.order_by("pk")[0]
    engagement = deal.engagements.standing().order_by("pk")[0]
    named: Found = {
        "hint": "pace", "rule": "payment_by_public", "a clinic": Deal.objects.get(name="会诊与录制").pk,
        "deal": deal.pk, "customer": deal.customer_id, "contact": seat.contact_id, "seat": seat.pk, "quote": quote.pk,
        "round": quote.rounds.latest("number").pk,
        "milestone": deal.milestones.get(kind="legal").pk,
        "engagement": engagement.pk, "sheet": paper.sheet(waiting, people["chenan"], at).pk,
        "line": draft.lines.order_by("position")[0].pk,
        "version": draft.pk, "asked": waiting.pk, "topic": "quotes", "person": people["songyiwei"].pk,
        "issue": deal.issues.order_by("pk")[0].pk,
        "rival": RivalOffer.objects.get(evidence="document").pk,
        "a claim": RivalOffer.objects.get(evidence="claimed").pk,
        "signal": BudgetSignal.objects.filter(deal=deal).order_by("pk")[0].pk,
        "team": Team.objects.order_by("-pk")[0].pk,
        "a deal that begins": Deal.objects.filter(owner=people["luwendi"], quotes=None)[0].pk,
        "a version that waits": waiting.version_id,
        "an alternative": QuoteVersion.objects.get(branch="A").pk,
        "a version with packages": QuoteVersion.objects.get(lines__product_code="PKG-MIN").pk,
        "a version that is void": QuoteVersion.objects.get(state="void").pk,
        "a request that was approved": Decision.objects.all()[0].step.request_id,
        "a request with conditions": Counter.objects.get().request_id,
    }  # fmt: skip
    topics = {f"about {topic}": topic for topic in TOPICS}
    named |= uses(deal, people["luwendi"], at) | valued() | texted(deal, people["luwendi"])
    item = ChecklistItem.objects.get(clause__clause__key="credit_days", checklist__deal__name="远程柜台")
    named |= contract(item, people["luwendi"]) | after(people["luwendi"]) | contracts()
    named["clause"] = Clause.objects.get(key="credit_cap").pk
    return named | topics | papers(people, at) | exports([waiting.version, *other.versions.order_by("number")[:2]], at)


def contracts() -> Found:
    """One that was signed, and one that changed after legal had signed it off."""
    names = {"a signed contract": "录播转互动课", "a changed contract": "景区直播导览"}
    return {key: Deal.objects.get(name=name).pk for key, name in names.items()}


def after(owner: User) -> Found:
    """A contract that runs, and something that is still to be done in it."""
    life = ContractLife.objects.exclude(source="").get(deal__owner=owner)
    waiting = life.deal.obligations.open()[0]
    promise = life.promises.order_by("pk")[0].pk
    return {"pledge": promise, "life": life.pk, "a deal that was signed": life.deal_id, "obligation": waiting.pk}


def valued() -> Found:
    """The demo's claims, one of which has lapsed, and what the first is worth to its main customer."""
    return {
        "claim": ValueClaim.objects.get(editions__metric_zh="通话投诉率").pk,
        "a claim that lapsed": ValueClaim.objects.get(editions__metric_zh="弱网流畅率").pk,
        "driver": ValueDriver.objects.get(formula="tickets").pk,
    }


def texted(deal: Deal, by: User) -> Found:
    """A text of legal's in its second edition, and words that wait for legal; for a manager those of a file."""
    waiting = texts.own(deal=deal, by=by)
    version = QuoteVersion.objects.filter(quote__deal=deal, state="sent").order_by("-number")[0]
    composition = texts.composed(Passage(Block.TERMS, "另附一名驻场工程师。"))
    request_export(version=version, composition=composition, by=by, at=waiting.asked_at)
    ordered = OwnWords.objects.get(deal=deal, text=composition.texts[0].text).pk
    second = HouseText.objects.filter(editions__number=2)[0].pk
    return {"text": second, "words": waiting.pk, "words that a manager reads": ordered}


def contract(item: ChecklistItem, by: User) -> Found:
    paper_of = checklists.paper(item.checklist, by)
    money = {"instalment": Instalment.objects.all()[0].pk, "receipt": Receipt.objects.all()[0].pk}
    return money | {"item": item.pk, "paper": paper_of.pk, "a bank": item.checklist.deal_id}


def latest(quote: Quote) -> QuoteVersion:
    return quote.versions.order_by("-number")[0]


def uses(deal: Deal, by: User, at: datetime) -> Found:
    """The demo's scenario, two months of readings with a gap, and a bitrate of our own."""
    begin = datetime.fromisoformat("2026-09-30T00:00:00+08:00")
    points = np.arange(32 * 288, dtype=np.int64) % 288 * 10_000
    points[500:520] = MISSING
    readings = keep_series(
        deal=deal,
        name="客户并发日志",
        series=Series(measure=Measure.STREAMS, start=begin, step=5, points=points),
        issues=(Issue(trouble=Trouble.GAP, line=501, last=501, count=20, shown="2026-10-01 17:40"),),
        file_name="concurrency.csv",
        sha256="0" * 64,
        source="客户导出",
        by=by,
        at=at,
    )
    own = add_bitrate(bitrate=replace(RULE, vendor="实测", source="弱网实验室"), by=by, at=at)
    scenario = UsageScenario.objects.filter(deal=deal)[0]
    return {"scenario": scenario.pk, "series": readings.pk, "bitrate": own.pk}


def papers(people: dict[str, User], at: datetime) -> Found:
    """Prices and policies: what is in force, and what is being written."""
    book, policy, by = PriceBookVersion.objects.get(), Policy.objects.get(), people["qinlang"]
    coming = draft_price_book(version=book, source="2027 年价目（草案）", by=by, at=at)
    draft = draft_policy(
        name="2027 年审批政策", source="销售管理制度（草案）", valid_from=at.date() + timedelta(days=60), by=by, at=at
    )
    item = coming.items.order_by("pk")[0]
    dearer = (replace(one, list_price=one.list_price * 2) for one in coming.content().prices.values())
    told = Told(prices=tuple(dearer), floors=True)
    file = offer_import(version=coming, told=told, file_name="2027 价目.xlsx", sha256="0" * 64, source="", by=by, at=at)
    costs = CostModelVersion.objects.get()
    next_costs = draft_cost_model(version=costs, source="2027 年成本口径（草案）", by=people["jicaiwei"], at=at)
    return {
        "price_import": file.pk, "cost_model": next_costs.pk, "costs in force": costs.pk,
        "price_book": coming.pk, "prices in force": book.pk, "policy": draft.pk, "a policy in force": policy.pk,
        "item": item.pk, "product": item.product_id, "bundle": coming.bundles.order_by("pk")[0].pk,
    }  # fmt: skip


def exports(versions: list[QuoteVersion], at: datetime) -> Found:
    """Three orders: done, half done, failed."""
    orders = [request_export(version=version, by=version.created_by, at=at) for version in versions]
    done, running, failed = (claimed for order in orders if (claimed := claim_export(export=order.pk)))
    finish_export(export=done, key="5f" * 32, pdf=paper.pdf(), snapshot={}, at=at)
    note_progress(export=running, percent=40)
    fail_export(export=failed, failure=GIVEN_UP, at=at)
    read = LinkView.objects.all()[0].link.export_id
    reader = Contact.objects.known().filter(customer=done.version.quote.deal.customer_id)[0]
    given = links.link(export=done, recipient=reader, by=done.requested_by, last_day=at.date() + timedelta(days=30))
    for seen, device in ((Seen.PAGE, Device.PHONE), (Seen.FILE, Device.COMPUTER), (Seen.PAGE, Device.PROGRAM)):
        LinkView.objects.create(link=given.link, seen=seen, device=device, at=at)
    told = {
        "token": given.token,
        "a file that was read": read,
        "batch": batches.batch(done, running, failed, by=done.requested_by).pk,
    }
    return told | {"export": done.pk, "an export under way": running.pk, "an export that failed": failed.pk}
