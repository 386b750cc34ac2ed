"""Tells the demo's deals through the same actions that the screens call, at the times they would have happened."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from dealdesk.management.demo import budgets, issues, maps, papers, plans, rivals, rounds, usage
from dealdesk.management.demo.people import read
from dealdesk.management.demo.times import day, on
from quotes.actions import anchors, approvals, coach, counters, questions, quotes, readiness
from quotes.actions.usage import choose_usage
from quotes.domain.approvals import Verdict
from quotes.domain.coach.talk import Aims
from quotes.domain.negotiation import Side
from quotes.domain.pricing.revised import Revision
from quotes.domain.readiness import Requirement
from quotes.models import ApprovalRequest, PriceBookVersion, Quote, QuoteLine, QuoteVersion, UsageScenario
from quotes.models.readiness import known_of
from stakeholders.actions import customers, deals, engagements, members, privacy
from stakeholders.domain.customers import Size
from stakeholders.domain.deals import CLOSED, PATH, Ending, LossReason, Stage
from stakeholders.domain.engagements import Direction, EngagementKind
from stakeholders.models import Contact, Customer, Deal, User

Cast = dict[str, User]


def tell(cast: Cast, book: PriceBookVersion, at: datetime) -> None:
    for told in read("deals")["deals"]:
        _deal(told, cast, book, at)
    _main_story(read("story"), cast, book, at)


def _main_story(told: dict[str, Any], cast: Cast, book: PriceBookVersion, at: datetime) -> None:
    about = told["deal"]
    begun, owner = day(at, about["start"]), cast[about["owner"]]
    customer = _customer(told["customer"], owner, begun, at)
    deal = deals.create_deal(
        customer=customer,
        name=about["name"],
        needs=about["needs"].strip(),
        solution=about["solution"].strip(),
        competitor_note=about["competitor_note"],
        budget_freeze_on=on(at, about["freeze_in"]),
        is_demo=True,
        by=owner,
        at=begun,
    )
    for key in about["members"]:
        members.add_member(deal, user=cast[key], by=owner, at=begun)
    contacts = maps.draw(told, deal, cast, owner, begun, at)
    _advance(deal, Stage.NEGOTIATION, owner, at, about["start"])
    _engaged(told, deal, contacts, cast, at)
    budgets.signals(deal, cast, begun)
    use = usage.describe(deal, "main", by=owner, at=begun)
    _acknowledged(told["value"], deal, contacts, owner, at)
    why = told["deal"]["pass_over"]
    _opening(told["base"], deal, book, owner, at, use, why)
    quote = _opening(told["quote"], deal, book, owner, at, use, why)
    _anchors(told["anchors"], quote, owner, at)
    _plan(told["aims"], quote, owner, at)
    issues.on_the_list(deal, by=owner, at=day(at, told["aims"]["day"]))
    for number, round_ in enumerate(told["rounds"], 1):
        made = rounds.tell(round_, quote, contacts, owner, at)
        if number < len(told["rounds"]):
            _let_out(made, why, owner, day(at, round_["day"]))
    issues.invoiced(told["invoicing"], deal, by=owner, at=day(at, told["invoicing"]["day"]))
    rivals.tell(told["rivals"], deal, quote.versions.order_by("number")[0], contacts, owner, at)
    plans.tell(deal, contacts, cast, at)
    papers.read(told["reading"], quote, contacts, owner, cast["chenan"], at)
    papers.order(quote, owner, cast["chenan"], at)


def _anchors(told: dict[str, Any], quote: Quote, owner: User, at: datetime) -> None:
    for side, anchor in told.items():
        anchors.set_anchor(
            quote=quote,
            side=Side(side),
            amount=Decimal(anchor["amount"]),
            months=quote.versions.earliest("number").whole.months,
            on=on(at, anchor["day"]),
            source=anchor["source"],
            by=owner,
            at=day(at, anchor["day"]),
        )


def _engaged(told: dict[str, Any], deal: Deal, contacts: dict[str, Contact], cast: Cast, at: datetime) -> None:
    """What the log says, why people are assessed at all, and who looked."""
    start = told["deal"]["start"]
    privacy.enter_privacy_policy(**told["privacy"], valid_from=on(at, start), by=cast["qinlang"], at=day(at, start))
    for each in told["engagements"]:
        _met(each, deal, contacts, cast, at)
    for who, ago in (("luwendi", -24), ("songyiwei", -21), ("luwendi", -10), ("chenan", -9), ("luwendi", -1)):
        privacy.open_map(deal, by=cast[who], at=day(at, ago))


def _met(told: dict[str, Any], deal: Deal, contacts: dict[str, Contact], cast: Cast, at: datetime) -> None:
    held_on, promised = on(at, told["day"]), told.get("promised", "")
    engagements.log_engagement(
        deal,
        kind=EngagementKind(told["kind"]),
        held_on=held_on,
        direction=Direction(told["direction"]),
        contacts=[contacts[name] for name in told["contacts"]],
        colleagues=[deal.owner, *(cast[key] for key in told.get("colleagues", ()))],
        learned=told["learned"],
        promised=promised,
        promised_on=on(at, told["day"] + told["promised_in"]) if promised else None,
        by=deal.owner,
        at=day(at, told["day"]) + timedelta(hours=6),
    )


def _plan(told: dict[str, Any], quote: Quote, owner: User, at: datetime) -> None:
    wanted = Aims(
        aspiration=Decimal(told["aspiration"]),
        target=Decimal(told["target"]),
        reservation=Decimal(told["reservation"]),
        months=quote.versions.earliest("number").whole.months,
        rounds=told["rounds"],
        beta=Decimal(told["beta"]),
    )
    coach.set_aims(
        quote=quote,
        aims=wanted,
        batna=told["batna"],
        batna_worth=Decimal(told["batna_worth"]),
        by=owner,
        at=day(at, told["day"]),
    )


def _acknowledged(told: dict[str, Any], deal: Deal, contacts: dict[str, Contact], owner: User, at: datetime) -> None:
    then = day(at, told["day"])
    readiness.note_value(
        deal=deal, contact=contacts[told["who"]], on=on(at, told["day"]), said=told["said"], by=owner, at=then
    )


def _let_out(version: QuoteVersion, why: str, owner: User, at: datetime) -> None:
    """Sent, and where something is missing by the owner's word; the gaps stay on the gate's page."""
    if known_of(version.quote.deal).gate(version.pk).blocking:
        readiness.pass_over(version=version, passed=Requirement, reason=why, by=owner, at=at)
    quotes.send_version(version=version, by=owner, at=at)


def _opening(
    told: dict[str, Any], deal: Deal, book: PriceBookVersion, owner: User, at: datetime, use: UsageScenario, why: str
) -> Quote:
    """Itemised first, so that the customer sees what each part costs; then the bundle and what it saves."""
    opened = day(at, told["day"])
    bundle = book.bundles.get(name=told["bundle"])
    amounts = {item.product_id: item.quantity for item in bundle.items.all()}
    items = book.items.filter(product__in=amounts).select_related("product").order_by("id")
    terms = {
        name: told[name]
        for name in ("payment_plan", "credit_days", "term_months", "urgent_minutes", "normal_minutes", "support_hours")
    }
    version = quotes.create_quote(
        deal=deal,
        title=told["title"],
        price_book=book,
        lines=[QuoteLine.priced(item, amounts[item.product_id]) for item in items],
        valid_until=on(at, 30),
        sla_availability=Decimal(told["sla_availability"]),
        by=owner,
        at=opened,
        **terms,
    )
    choose_usage(version=version, scenario=use, by=owner, at=opened)
    _offer(version, "先报分项，让客户看到每一项的市场价。", why, owner, opened)
    opened += timedelta(hours=2)
    bundled = quotes.revise(quote=version.quote, bundle_price=bundle.price, by=owner, at=opened)
    _offer(bundled, f"{told['title']}标准打包价。", why, owner, opened)
    return version.quote


def _offer(version: QuoteVersion, reason: str, why: str, owner: User, at: datetime) -> None:
    asked = approvals.submit_version(version=version, reason=reason, in_return="", by=owner, at=at)
    _let_out(asked.version, why, owner, at)


def _customer(told: dict[str, Any], owner: User, begun: datetime, at: datetime) -> Customer:
    freeze = told.get("freeze_in")
    return customers.create_customer(
        name=told["name"],
        short_name=told["short_name"],
        industry=told["industry"],
        size=told.get("size", Size.UNKNOWN),
        city=told["city"],
        fiscal_year_end_month=told.get("fiscal_year_end_month", 12),
        budget_freeze_on=on(at, freeze) if freeze else None,
        tax_id=told.get("tax_id", ""),
        address=told.get("address", ""),
        name_en=told.get("name_en", ""),
        address_en=told.get("address_en", ""),
        is_demo=True,
        by=owner,
        at=begun,
    )


def _deal(told: dict[str, Any], cast: Cast, book: PriceBookVersion, at: datetime) -> None:
    owner = cast[told["owner"]]
    # Spread over the last weeks, so that the lists do not all say "today".
    start = -10 - len(told["name"]) * 2
    begun = day(at, start)
    customer = _customer(told | {"name": told["customer"]}, owner, begun, at)
    deal = deals.create_deal(
        customer=customer,
        name=told["name"],
        next_step=told.get("next_step", ""),
        next_step_on=on(at, told["next_step_in"]) if "next_step" in told else None,
        budget_freeze_on=on(at, told["freeze_in"]) if "freeze_in" in told else None,
        is_demo=True,
        by=owner,
        at=begun,
    )
    for name, title, kind in told.get("contacts", ()):
        maps.seat({"name": name, "title": title, "seat": kind}, deal, cast, owner, begun, at)
    for seat in told.get("seats", ()):
        maps.seat(seat, deal, cast, owner, begun, at)
    stage = Stage(told["stage"])
    _advance(deal, Stage.QUOTE if stage == Stage.LOST else min(stage, Stage.CONTRACT, key=_rank), owner, at, start)
    budgets.signals(deal, cast, begun)
    if "lines" in told:
        _quoted(told, deal, book, cast, at)
    # A contract is signed once it was signed off: see signoffs.
    if stage in CLOSED - {Stage.SIGNED}:
        deals.move_deal(deal, to=stage, ending=_ending(told, deal), by=owner, at=day(at, -2))


def _ending(told: dict[str, Any], deal: Deal) -> Ending:
    quote = deal.quotes.order_by("-updated_at").first()
    return Ending(
        lost_because=LossReason(told["lost_because"]) if "lost_because" in told else "",
        lost_reason=told.get("lost_reason", ""),
        last_price=quote.latest_total if quote else None,
        unpriced_because="" if quote else "没有报过价",
    )


def _rank(stage: Stage) -> int:
    return PATH.index(stage)


def _advance(deal: Deal, to: Stage, owner: User, at: datetime, start: int) -> None:
    """One stage after another, a day apart, as a deal really moves."""
    for step, stage in enumerate(PATH[1 : _rank(to) + 1], 1):
        deals.move_deal(deal, to=stage, by=owner, at=day(at, start) + timedelta(hours=3 * step))


def _quoted(told: dict[str, Any], deal: Deal, book: PriceBookVersion, cast: Cast, at: datetime) -> None:
    owner, then = cast[told["owner"]], at - timedelta(hours=4 + len(told["name"]) * 5)
    items = {item.product.code: item for item in book.items.select_related("product")}
    version = quotes.create_quote(
        deal=deal,
        title=told["name"],
        price_book=book,
        lines=[
            QuoteLine.priced(items[code], Decimal(amount), Decimal(told["discount"]))
            for code, amount in told["lines"].items()
        ],
        payment_plan="quarterly_prepaid",
        valid_until=on(at, 30),
        sla_availability=Decimal("99.9"),
        urgent_minutes=60,
        normal_minutes=240,
        support_hours="24x7",
        by=owner,
        at=then,
    )
    if "use" in told:
        choose_usage(version=version, scenario=usage.describe(deal, told["use"], by=owner, at=then), by=owner, at=then)
    if told.get("submit"):
        _submitted(version, told, cast, then)


def _submitted(version: QuoteVersion, told: dict[str, Any], cast: Cast, then: datetime) -> None:
    owner = cast[told["owner"]]
    request = approvals.submit_version(
        version=version,
        reason=told.get("reason", "按权限内折扣报价。"),
        in_return=told.get("in_return", ""),
        by=owner,
        at=then + timedelta(minutes=20),
    )
    if "asked_back" in told:
        _asked_back(request, told["asked_back"], cast, then + timedelta(minutes=30))
    if "approve_by" in told:
        approvals.decide(
            request=request,
            verdict=Verdict.APPROVE,
            reason="同意，首单。",
            content_hash=request.content_hash,
            by=cast[told["approve_by"]],
            at=then + timedelta(hours=1),
        )
    _went_on(version, told, owner, then + timedelta(hours=2))


def _asked_back(request: ApprovalRequest, told: dict[str, Any], cast: Cast, at: datetime) -> None:
    """The approver asks, is answered, and names conditions that nobody has accepted or declined yet."""
    approver, later = cast[told["by"]], at + timedelta(minutes=25)
    question = questions.ask_question(request=request, text=told["question"], by=approver, at=at)
    questions.answer_question(question=question, text=told["answer"], by=request.requested_by, at=later)
    offer = Revision(discount=Decimal(told["discount"]), terms={"term_months": told["term_months"]})
    counters.counter(
        request=request,
        offer=offer,
        reason=told["reason"],
        content_hash=request.content_hash,
        by=approver,
        at=later + timedelta(minutes=10),
    )


def _went_on(version: QuoteVersion, told: dict[str, Any], owner: User, at: datetime) -> None:
    """Sent to the customer; then alternatives to it, or a word that ended it and a new beginning."""
    if told.get("send") or "approve_by" in told:
        _let_out(version, told["pass_over"], owner, at)
    if "alternatives" in told:
        _alternatives(version, told["alternatives"], owner, at)
    if "void" in told:
        quotes.void_version(version=version, reason=told["void"], by=owner, at=at)
        quotes.next_version(version=version, by=owner, at=at)


def _alternatives(version: QuoteVersion, told: list[dict[str, Any]], owner: User, at: datetime) -> None:
    """Two ways to go on, worked on side by side: each with its own discount and terms."""
    for draft, terms in zip(quotes.branch_version(version=version, by=owner, at=at), told, strict=True):
        discount = Decimal(terms.pop("discount"))
        changes = {line.pk: {"discount": discount} for line in draft.lines.all()}
        changed = quotes.change_lines(version=draft, edition=1, changes=changes, by=owner, at=at)
        quotes.save_terms(version=changed, edition=changed.edition, by=owner, at=at, **terms)
