"""One desk with something behind every address: Ada's deal with all that belongs to it, and Dee's beside it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from quotes.actions.approvals import submit_version
from quotes.actions.attachments import attach_files
from quotes.actions.billing import add_tariff
from quotes.actions.coach import set_aims
from quotes.actions.costs import choose_cost_model, draft_cost_model, save_costs
from quotes.actions.delegations import delegate
from quotes.actions.drafts import keep_round_draft
from quotes.actions.negotiation import log_round
from quotes.actions.policies import draft_policy
from quotes.actions.pricebooks import (
    create_price_book,
    create_product,
    draft_price_book,
    publish_price_book,
    save_meter,
    save_prices,
)
from quotes.actions.pricesheets import offer_import
from quotes.actions.proposals import request_export
from quotes.actions.questions import ask_question
from quotes.actions.quotes import branch_version, save_terms, send_version
from quotes.actions.usage import choose_usage
from quotes.domain.attachments import checked
from quotes.domain.billing.tariffs import Billing
from quotes.domain.coach.advice import Hint
from quotes.domain.coach.talk import Aims
from quotes.domain.negotiation import Issue, MoveKind, MoveTerms
from quotes.domain.pricesheets import Told
from quotes.domain.pricing.revised import Revision
from quotes.domain.proposals import Kind, Language
from quotes.models import (
    ApprovalStep,
    Bundle,
    CostModel,
    Policy,
    PriceBookVersion,
    PriceItem,
    Quote,
    QuoteLine,
    QuoteVersion,
    Round,
)
from quotes.models.pricebooks import Prices
from stakeholders.actions.plans import add_milestone, finish_milestone
from stakeholders.actions.savedviews import save_view
from stakeholders.actions.seats import add_evidence, draw_line, relate
from stakeholders.domain.deals import Stage
from stakeholders.domain.journal import Listing
from stakeholders.domain.people import Role
from stakeholders.models import Contact, Deal, Team, User
from tests.factories import budgets, costs, links, paper, rivals
from tests.factories import issues as negotiated
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories import usage as used
from tests.factories.haggling import asked, countered, decided
from tests.factories.notices import told_of
from tests.factories.stakeholders import NOW
from tests.factories.usage import saved
from tests.quotes.domain.billing.curves import rate
from tests.quotes.domain.billing.curves import tariff as told_tariff
from tests.security.world_contracts import contracted, lawful, promised, worded
from tests.security.world_texts import written
from tests.security.world_value import valued

TODAY = NOW.date()
# Figures and words that only some may see; nothing else in the desk is written like them.
FLOORS = {"RTC-HD": "41.73951", "REC-MIX": "7.31917", "SUP-724": "6113.371"}
FLOOR_TOTAL = Decimal("561019.58")
OFFERED = Decimal("540000")
RESERVATION = Decimal("531047.29")
ASPIRATION = Decimal("671093.83")
COLUMNS = [{"name": "基础版", "bundle_price": "500000"}, {"name": "高级版", "bundle_price": None}]
# Unit costs and margins: the same holds for them.
UNIT_COSTS = {
    "bandwidth": "8.13571",
    "servers": "1531.7",
    "recording": "3.17391",
    "research": "8253.19",
    "support": "6437.91",
}
MARGINS = {"minimum": Decimal("21.37"), "target": Decimal("33.71")}
BY_THE_MINUTE = told_tariff(Billing.MINUTES, name="按分钟", rate=rate("2.5", per=1000), vat_rate=Decimal(6))
# What an outcome is worth to them, as we estimate it.
WORTH = 613_947
BELOW_FLOOR = FLOOR_TOTAL - OFFERED
PRIVATE = {
    "note": "金丝雀：此人下月离职",
    "concern": "金丝雀：怕丢了年终奖",
    "evidence": "金丝雀：他私下说想换供应商",
    "answer": "金丝雀：给他留一条后路",
    "competitor": "金丝雀：对手报价七折",
    "said": "金丝雀：采购说预算已批",
    "known": "金丝雀：去年同类项目批了一百多万",
    "why_untraded": "金丝雀：白送是为保住客情",
    "learned": "金丝雀：他与竞品总监是同学",
    "batna": "金丝雀：谈不成就转投别家",
    "worth": "金丝雀：他急着要案例",
    "rival": "金丝雀：采购转来了对手的邮件",
}


@dataclass
class World:
    """The people of the route table by column, and an id for each name that a URL may ask for."""

    people: dict[str, User]
    ids: dict[str, int | str]
    # The same names for what belongs to Dee.
    foreign: dict[str, int | str]
    deal: Deal


def build() -> World:
    people = cast()
    deal = whom.deal(
        customer=whom.customer(
            name="澄湖在线教育科技（杭州）有限公司", short_name="澄湖在线教育", owner=people["sales_owner"]
        ),
        owner=people["sales_owner"],
        competitor_note=PRIVATE["competitor"],
    )
    whom.member(deal=deal, user=people["presales"])
    for role in (Role.LEGAL, Role.FINANCE, Role.DELIVERY):
        whom.signer(deal=deal, role=role)
    book, policy = prices(people["admin"]), offered.policy(by=people["admin"])
    ids = drafts(book, policy, people["admin"]) | costed(people["finance"])
    ids |= belongings(deal, book, people)
    ids |= {
        "deal_without_a_plan": whom.deal(customer=deal.customer, owner=people["sales_owner"], name="下一期").pk,
        "hint": Hint.PACE.value,
        **lawful(),
        **worded(),
        **promised(people["delivery"]),
        "free_contact": whom.contact(customer=deal.customer, name="李倩").pk,
        "colleague": whom.user(name="al", role=Role.SALES, team=people["sales_owner"].team).pk,
    }
    others = whom.deal(
        customer=whom.customer(name="别家", owner=people["sales_other_team"]), owner=people["sales_other_team"]
    )
    colleague = whom.user(name="eve", role=Role.SALES, team=people["sales_other_team"].team)
    whom.member(deal=others, user=colleague)
    foreign = belongings(others, book, people | {"sales_owner": people["sales_other_team"]}) | {"person": colleague.pk}
    return World(
        people=people,
        ids=ids | {"person": people["presales"].pk, "team": people["sales_owner"].team_id or 0, "topic": "quotes"},
        foreign=foreign,
        deal=deal,
    )


def cast() -> dict[str, User]:
    """By the columns of routes.csv."""
    north, south = whom.team(name="North"), whom.team(name="South")
    upper = whom.user(name="cy", role=Role.MANAGER, team=north)
    led(north, upper)
    team, other = whom.team(name="North-1", parent=north), whom.team(name="South-1", parent=south)
    led(south, whom.user(name="su", role=Role.MANAGER, team=south))
    manager = led(team, whom.user(name="bo", role=Role.MANAGER, team=team))
    led(other, whom.user(name="so", role=Role.MANAGER, team=other))
    return {
        "sales_other_team": whom.user(name="dee", role=Role.SALES, team=other),
        "sales_owner": whom.user(name="ada", role=Role.SALES, team=team),
        "presales": whom.user(name="pre", role=Role.PRESALES, team=team),
        "manager": manager,
        "legal": whom.user(name="lin", role=Role.LEGAL),
        "finance": whom.user(name="fay", role=Role.FINANCE),
        "delivery": whom.user(name="dov", role=Role.DELIVERY),
        "admin": whom.user(name="adm", role=Role.ADMIN),
    }


def led(team: Team, manager: User) -> User:
    team.manager = manager
    team.save(update_fields=["manager"])
    return manager


def prices(admin: User) -> PriceBookVersion:
    """A book in force whose floors can be told from every other figure."""
    book = create_price_book(name="标准价目", currency="CNY", tax_included=True, source="2026 年价目", by=admin, at=NOW)
    told: dict[int, Prices | None] = {}
    for code, name, family, unit, price, _ in offered.PRODUCTS:
        product = create_product(code=code, name=name, family=family, unit=unit, by=admin, at=NOW)
        told[product.pk] = {"list_price": Decimal(price), "floor_price": Decimal(FLOORS[code]), "vat_rate": Decimal(6)}
    save_prices(version=book, prices=told, by=admin, at=NOW)
    save_meter(version=book, product=product, metered=offered.metered(), by=admin, at=NOW)
    return publish_price_book(version=book, valid_from=TODAY, by=admin, at=NOW)


def costed(finance: User) -> dict[str, int | str]:
    """A cost model in force whose figures can be told from all others, and a draft of the next."""
    model = costs.cost_model(by=finance, rows=costs.rows(**UNIT_COSTS), **MARGINS)
    draft = draft_cost_model(version=model, source="2027 年口径", by=finance, at=NOW)
    # One row: its form is filled in wrongly in every field, again and again.
    save_costs(version=draft, rows=costs.rows(**UNIT_COSTS)[:1], **MARGINS, carried_by={}, by=finance, at=NOW)
    settled = costs.cost_model(by=finance, name="已发布的成本", rows=costs.rows(**UNIT_COSTS), **MARGINS)
    return {"cost_model": draft.pk, "other_cost_model": settled.pk, "chosen_cost_model": model.model_id}


def drafts(book: PriceBookVersion, policy: Policy, admin: User) -> dict[str, int | str]:
    """What an administrator is still writing, so that it may be changed and published."""
    draft = draft_price_book(version=book, source="2027 年价目", by=admin, at=NOW)
    bundle = Bundle.objects.create(version=draft, name="打包", price=Decimal(1000))
    coming = draft_policy(name="2027 年", source="制度", valid_from=TODAY + timedelta(days=60), by=admin, at=NOW)
    item = PriceItem.objects.filter(version=draft).order_by("pk")[0]
    other = create_price_book(name="海外价目", currency="USD", tax_included=False, source="定价会", by=admin, at=NOW)
    save_prices(
        version=other,
        prices={item.product_id: {"list_price": Decimal(9), "floor_price": None, "vat_rate": Decimal(0)}},
        by=admin,
        at=NOW,
    )
    publish_price_book(version=other, valid_from=TODAY, by=admin, at=NOW)
    raised = tuple(replace(one, list_price=one.list_price + 1) for one in draft.content().prices.values())
    told = Told(prices=raised, floors=True)
    offered_file = offer_import(
        version=draft, told=told, file_name="价目.xlsx", sha256="0" * 64, source="", by=admin, at=NOW
    )
    return {
        "bitrate": used.bitrate().pk,
        "price_import": offered_file.pk, "published_book": other.pk, "sold_item": book.items.order_by("pk")[0].pk,
        "price_book": draft.pk, "bundle": bundle.pk, "policy": coming.pk, "item": item.pk, "product": item.product_id,
        "rule": policy.rules.order_by("pk")[0].pk,
    }  # fmt: skip


def listed(owner: User) -> dict[str, int | str]:
    view = save_view(listing=Listing.QUOTES, name="我的草稿", address="mine=1&state=draft", by=owner, at=NOW)
    return {"saved_view": view.pk, "to": "lost"}


def belongings(deal: Deal, book: PriceBookVersion, people: dict[str, User]) -> dict[str, int | str]:
    """A quote sent in V1 and exported, and a round that made V2 and asked for approvals; another quote in draft."""
    owner = people["sales_owner"]
    contact = whom.contact(customer=deal.customer, name="周昀", title="采购总监", note=PRIVATE["note"])
    mapped = on_the_map(deal, owner, contact)
    first = offered.draft(deal=deal, price_book=book, by=owner, floor_total=FLOOR_TOTAL)
    weighed(first, people["manager"])
    submit_version(version=first, reason="首份报价", by=owner, at=NOW)
    export = paper.made(first, owner, NOW)
    failed = paper.failed(request_export(version=first, language=Language.ENGLISH, by=owner, at=NOW), NOW)
    running = request_export(version=first, kind=Kind.QUOTATION, by=owner, at=NOW)
    send_version(version=first, by=owner, at=NOW)
    round_ = meet(first.quote, owner, contact)
    made = round_.made
    assert made is not None
    draft = offered.draft(deal=deal, price_book=book, by=owner, floor_total=FLOOR_TOTAL)
    weighed(draft, people["manager"])
    request = made.requests.get()
    columned = offered.draft(deal=deal, price_book=book, by=owner, floor_total=FLOOR_TOTAL)
    save_terms(version=columned, edition=1, columns=COLUMNS, recommended="高级版", by=owner, at=NOW)
    within = offered.draft(deal=deal, price_book=book, by=owner, floor_total=FLOOR_TOTAL)
    submit_version(version=within, reason="", by=owner, at=NOW)
    alternatives = branch_version(version=within, by=owner, at=NOW)
    use = used.saved(deal=deal, by=owner)
    readings = used.uploaded(deal=deal, by=owner)
    tariff = add_tariff(deal=deal, tariff=BY_THE_MINUTE, currency="CNY", tax_included=True, by=owner, at=NOW)
    plan(first.quote, owner)
    return {
        **estimated(deal, owner), **listed(owner), **on_the_list(deal, owner), **answered(deal, book, owner),
        "scenario": use.pk, "series": readings.pk, "tariff": tariff.pk, **contracted(deal, owner),
        "columned_version": columned.pk, "total": "600000", "sent_version": first.pk, "alternative": alternatives[0].pk,
        "latest_version": made.pk, "approved_version": within.pk, "draft_quote": draft.quote_id,
        "deal": deal.pk, "customer": deal.customer_id, "contact": contact.pk, "quote": first.quote_id,
        **mapped, **valued(deal, contact, owner), **written(deal, owner, people["presales"]),
        **rivals.in_writing(deal=deal, by=owner, teller=contact, source=PRIVATE["rival"]),
        "version": draft.pk, "line": QuoteLine.objects.filter(version=draft).order_by("pk")[0].pk, "round": round_.pk,
        "request": request.pk, "asked": request.pk, "export": export.pk, "running": running.pk, "failed": failed.pk,
        **links.given(export, running, contact, owner), "person": deal.memberships.get().user_id,
        "step": ApprovalStep.objects.filter(request=request).order_by("pk")[0].pk,
    } | talked(deal, contact, owner) | to_do(deal, owner) | attached(round_, owner) | told_of(deal)  # fmt: skip


def answered(deal: Deal, book: PriceBookVersion, owner: User) -> dict[str, int | str]:
    """A request that its approver answered with a question and with conditions, one that others still decide, and two
    that ask the same."""
    request = asked(offered.draft(deal=deal, price_book=book, by=owner, floor_total=FLOOR_TOTAL), by=owner)
    manager = deal.team.manager
    assert manager is not None
    question = ask_question(request=request, text="客户答应了吗？", by=manager, at=NOW)
    further = asked(offered.draft(deal=deal, price_book=book, by=owner, floor_total=FLOOR_TOTAL), by=owner, points="26")
    decided(further, by=manager)
    upper = Team.objects.get(pk=deal.team.parent_id).manager
    assert upper is not None
    next_year = date(TODAY.year + 1, 1, 4)
    days = {"starts_on": next_year, "ends_on": next_year}
    away = delegate(to=upper, **days, most_points=None, reason="外出", by=manager, at=NOW)
    drafts = [offered.draft(deal=deal, price_book=book, by=owner, floor_total=FLOOR_TOTAL) for _ in "ab"]
    alike = [asked(draft, by=owner) for draft in drafts]
    return {
        "ticked": f"{alike[0].pk}:{alike[0].content_hash}",
        "countered": request.pk, "counter": countered(request, by=manager).pk, "question": question.pk,
        "half_decided": further.pk, "upper_manager": upper.pk, "sheet": paper.sheet(request, manager, NOW).pk,
        "delegation": away.pk,
    }  # fmt: skip


def attached(round_: Round, owner: User) -> dict[str, int | str]:
    """The minutes of a round."""
    attach_files(round=round_, files=[checked("纪要.txt", "十一月二十日，会议".encode())], by=owner, at=NOW)
    return {"attachment": round_.attachments.get().pk}


def to_do(deal: Deal, owner: User) -> dict[str, int | str]:
    """The way to the signature: one step done, one to do."""
    milestone = add_milestone(deal, **whom.told(kind="signature", name="签字"), by=owner, at=NOW)
    finish_milestone(done := add_milestone(deal, **whom.told(name="验证"), by=owner, at=NOW), by=owner, at=NOW)
    return {"milestone": milestone.pk, "done_milestone": done.pk}


def talked(deal: Deal, contact: Contact, owner: User) -> dict[str, int | str]:
    """One entry in the log, with what only the team may read."""
    return {"engagement": whom.engagement(deal=deal, contacts=[contact], by=owner, learned=PRIVATE["learned"]).pk}


def plan(quote: Quote, owner: User) -> None:
    """What the owner wants of a quote, and what they have typed of its next round."""
    wanted = Aims(
        aspiration=ASPIRATION, target=Decimal(600_000), reservation=RESERVATION, months=12, rounds=4, beta=Decimal(1)
    )
    set_aims(quote=quote, aims=wanted, batna=PRIVATE["batna"], by=owner, at=NOW)
    keep_round_draft(quote=quote, values={"said": ["还没说完"]}, number=2, by=owner, at=NOW)


def on_the_map(deal: Deal, owner: User, contact: Contact) -> dict[str, int | str]:
    """Two people who can veto, with what was heard of one, a line between them, and who of us knows whom."""
    seat = whom.seat(
        deal=deal, contact=contact, support=-4, concern=PRIVATE["concern"], answer=PRIVATE["answer"], can_veto=True
    )
    other = whom.seat(deal=deal, contact=whom.contact(customer=deal.customer, name="何敏之"), can_veto=True)
    heard = add_evidence(seat, on=TODAY, channel="call", kind="quote", text=PRIVATE["evidence"], by=owner, at=NOW)
    tie = draw_line(start=seat, end=other, kind="influence", weight=2, by=owner, at=NOW)
    relation = relate(seat, user=owner, now="vendor", target="trusted_adviser", by=owner, at=NOW)
    return {"seat": seat.pk, "other_seat": other.pk, "evidence": heard.pk, "tie": tie.pk, "relation": relation.pk}


def estimated(deal: Deal, owner: User) -> dict[str, int | str]:
    """A signal that was learnt after the first price, one on a deal that nobody has a price of, with the same people,
    and a deal that is lost, so that what turned out may be recorded."""
    lost = whom.deal(customer=deal.customer, owner=owner, name="上一年的项目", stage=Stage.LOST)
    unquoted = whom.deal(customer=deal.customer, owner=owner, name="尚未报价")
    for member in deal.memberships.all():
        whom.member(deal=unquoted, user=member.user)
    for signer in deal.signers.all():
        whom.signer(deal=unquoted, role=signer.role)
    budgets.signal(deal=deal, by=owner, evidence=PRIVATE["known"])
    return {
        "signal": budgets.signal(deal=unquoted, by=owner, evidence=PRIVATE["known"]).pk,
        "unquoted_deal": unquoted.pk,
        "lost_deal": lost.pk,
    }


def on_the_list(deal: Deal, owner: User) -> dict[str, int | str]:
    """One thing that is negotiated beside the total, with what an outcome is worth to them."""
    told = (negotiated.option(PRIVATE["worth"], worth=negotiated.span(7, WORTH)), negotiated.option("维持现状"))
    return {"issue": negotiated.issue(deal, by=owner, options=told).pk}


def weighed(version: QuoteVersion, by: User) -> None:
    """With what the customer will use, and the cost model it is held against."""
    deal = version.quote.deal
    choose_cost_model(deal=deal, model=CostModel.objects.get(name="标准成本"), by=by, at=NOW)
    choose_usage(version=version, scenario=saved(deal=deal, by=by, rooms=137), by=by, at=NOW)


def meet(quote: Quote, owner: User, contact: Contact) -> Any:
    """A round so deep that a manager and finance are asked."""
    return log_round(
        quote=quote,
        on=date(2026, 11, 20),
        channel="meeting",
        ours=[owner],
        theirs=[contact],
        their_ask=Decimal(500_000),
        said=PRIVATE["said"],
        next_step="复谈",
        next_step_on=date(2026, 11, 27),
        moves=[
            MoveTerms(
                kind=MoveKind.GIVE,
                issue=Issue.PRICE,
                what="总价让步",
                worth=Decimal(300_000),
                untraded_reason=PRIVATE["why_untraded"],
            )
        ],
        new_offer=Revision(bundle_price=OFFERED),
        reason="竞品压价",
        by=owner,
        at=NOW,
    )
