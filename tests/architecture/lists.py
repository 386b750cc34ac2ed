"""Every list of the desk: who reads it, how it is filled with any number of rows, and its statements at any number."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse

from quotes.actions.approvals import submit_version
from quotes.actions.deadlines import add_deadlines
from quotes.actions.delegations import delegate, end_delegation
from quotes.actions.funding import add_funding_rate
from quotes.actions.policies import draft_policy, save_rules
from quotes.actions.pricebooks import create_price_book, create_product, publish_price_book, save_prices
from quotes.actions.pricesheets import offer_import
from quotes.actions.quotes import next_version
from quotes.actions.usage import choose_usage
from quotes.domain.negotiation import Issue
from quotes.domain.policy import Approver, Figure, Operator, Rule
from quotes.domain.pricesheets import Told
from quotes.models import PriceBookVersion
from quotes.models.pricebooks import Prices
from quotes.models.signers import possible_delegates
from stakeholders.actions.deals import change_deal
from stakeholders.domain.people import Role
from stakeholders.models import Deal
from tests.architecture.listing import Cast, Listing, meet
from tests.architecture.listing_after import AFTER
from tests.architecture.listing_budgets import budget, budget_record
from tests.architecture.listing_costs import (
    cost_model,
    cost_model_compare,
    cost_models,
    deal_costs,
    version_cost,
    waterfall,
)
from tests.architecture.listing_law import CONTRACTS
from tests.architecture.listing_links import batch, batch_new, proposals, proposals_failed, reader_links
from tests.architecture.listing_payment import PAYMENTS
from tests.architecture.listing_people import engagements, notice_outbox, notices, privacy, robots, savedviews
from tests.architecture.listing_texts import TEXTS, words
from tests.architecture.listing_value import VALUE
from tests.architecture.planned import plan, readiness, rivals, workdays
from tests.factories import issues as negotiated
from tests.factories import stakeholders as whom
from tests.factories import usage as used
from tests.factories.coach import set_as_it_comes
from tests.factories.stakeholders import NOW


def customers(cast: Cast, rows: int) -> str:
    for number in range(rows - 1):
        whom.customer(name=f"客户 {number}", owner=cast.ada)
    return reverse("stakeholders:customers")


def customers_to_choose(cast: Cast, rows: int) -> str:
    customers(cast, rows)
    return reverse("stakeholders:deal_new")


def customer(cast: Cast, rows: int) -> str:
    for number in range(rows):
        whom.contact(customer=cast.customer, name=f"联系人 {number}")
        if number:
            whom.deal(customer=cast.customer, owner=cast.ada, name=f"商机 {number}")
    return reverse("stakeholders:customer", args=[cast.customer.pk])


def deals(cast: Cast, rows: int) -> str:
    for number in range(rows - 1):
        whom.deal(customer=cast.customer, owner=cast.ada, name=f"商机 {number}")
    return reverse("quotes:deals")


def deal(cast: Cast, rows: int) -> str:
    """Offers, rounds and requests of one deal, all of them on its first page."""
    for _ in range(rows):
        cast.asked()
        agreed = submit_version(version=cast.draft(), reason="", by=cast.ada, at=NOW).version
        meet(cast, agreed, 1)
    return reverse("quotes:deal", args=[cast.deal.pk])


def quotes(cast: Cast, rows: int) -> str:
    for _ in range(rows):
        cast.draft()
    return reverse("quotes:quotes")


def version(cast: Cast, rows: int) -> str:
    made = cast.draft()
    for line in list(made.lines.all())[rows:]:
        line.delete()
    return reverse("quotes:version", args=[made.pk])


def compared(cast: Cast, rows: int) -> str:
    first = cast.draft()
    for line in list(first.lines.all())[rows:]:
        line.delete()
    submit_version(version=first, reason="", by=cast.ada, at=NOW)
    next_version(version=first, by=cast.ada, at=NOW)
    return reverse("quotes:compare", args=[first.quote_id])


def negotiation(cast: Cast, rows: int) -> str:
    made = cast.draft()
    submit_version(version=made, reason="", by=cast.ada, at=NOW)
    for _ in range(rows):
        meet(cast, made, rows)
    return reverse("quotes:negotiation", args=[made.quote_id])


def issues(cast: Cast, rows: int) -> str:
    """Of a deal with an offer on the table, so that they are reckoned against it."""
    submit_version(version=cast.draft(), reason="", by=cast.ada, at=NOW)
    for of in list(Issue)[:rows]:
        negotiated.issue(cast.deal, by=cast.ada, of=of)
    return reverse("quotes:issues", args=[cast.deal.pk])


def outcomes(cast: Cast, rows: int) -> str:
    """Signed deals, each with an offer and rounds."""
    for _ in range(rows):
        made = cast.draft()
        submit_version(version=made, reason="", by=cast.ada, at=NOW)
        meet(cast, made, rows)
    Deal.objects.update(stage="signed", closed_at=NOW, closed_by=cast.ada, last_price=1)
    return reverse("quotes:outcomes")


def approvals(cast: Cast, rows: int) -> str:
    for _ in range(rows):
        cast.asked()
    words(cast, rows)
    return reverse("quotes:approvals")


def deadlines(cast: Cast, rows: int) -> str:
    for _ in range(rows):
        add_deadlines(holds_days=20, valid_from=NOW.date(), source="制度", by=cast.adm, at=NOW)
    return reverse("quotes:deadlines")


def delegations(cast: Cast, rows: int) -> str:
    """Each of them over before the next one was given."""
    to, today = possible_delegates(cast.bo)[0], NOW.date()
    for _ in range(rows):
        given = delegate(to=to, starts_on=today, ends_on=today, most_points=None, reason="外出", by=cast.bo, at=NOW)
        end_delegation(delegation=given, by=cast.bo, at=NOW)
    return reverse("quotes:delegations")


def approvals_together(cast: Cast, rows: int) -> str:
    """Two that ask the same, or one more than so many."""
    for _ in range(rows + 1):
        cast.asked()
    return reverse("quotes:approvals_together")


def approval(cast: Cast, rows: int) -> str:
    """One approver, or with a price below the floor three of them."""
    return reverse("quotes:approval", args=[cast.asked(650_000 if rows == 1 else 500_000).pk])


def deal_usage(cast: Cast, rows: int) -> str:
    """As many scenarios, uploads, and versions that stand on them."""
    for number in range(rows):
        use = used.saved(deal=cast.deal, by=cast.ada, name=f"场景 {number}")
        readings = used.uploaded(deal=cast.deal, by=cast.ada, name=f"日志 {number}")
        choose_usage(version=cast.draft(), scenario=use, series=readings, by=cast.ada, at=NOW)
    return reverse("quotes:deal_usage", args=[cast.deal.pk])


def bitrates(cast: Cast, rows: int) -> str:
    """With those that came with the desk there are more; so many of them are new."""
    for number in range(rows):
        used.bitrate(fps=10 + number)
    return reverse("quotes:bitrates")


def policies(cast: Cast, rows: int) -> str:
    """One is in force already."""
    for number in range(rows - 1):
        draft_policy(name=f"制度 {number}", source="文件", valid_from=date(2027, 1, 1), by=cast.adm, at=NOW)
    return reverse("quotes:policies")


def policy(cast: Cast, rows: int) -> str:
    made = draft_policy(name="制度", source="文件", valid_from=date(2027, 1, 1), by=cast.adm, at=NOW)
    approvers = (Approver.TEAM_MANAGER, Approver.UPPER_MANAGER, Approver.FINANCE)
    rules = [
        Rule(
            position=number,
            figure=Figure.DISCOUNT_PERCENT,
            operator=Operator.GT,
            threshold=Decimal(10 * number),
            approver=approvers[number - 1],
            reason="折扣过深",
        )
        for number in range(1, rows + 1)
    ]
    save_rules(policy=made, told=rules, by=cast.adm, at=NOW)
    return reverse("quotes:policy", args=[made.pk])


def price_books(cast: Cast, rows: int) -> str:
    """One is in force already."""
    for number in range(rows - 1):
        book(cast, f"价目 {number}", 1)
    return reverse("quotes:price_books")


def price_book(cast: Cast, rows: int) -> str:
    return reverse("quotes:price_book", args=[book(cast, "价目", rows).pk])


def price_book_compare(cast: Cast, rows: int) -> str:
    """A book that holds what the one in force does not, and drafts that stand on the other."""
    for _ in range(rows):
        cast.draft()
    made = book(cast, "价目", rows)
    publish_price_book(version=made, valid_from=date(2026, 12, 1), by=cast.adm, at=NOW)
    return f"{reverse('quotes:price_book_compare', args=[made.pk])}?against={cast.price_book.pk}"


def price_import(cast: Cast, rows: int) -> str:
    made = book(cast, "价目", rows)
    told = Told(
        prices=tuple(replace(one, list_price=Decimal(8)) for one in made.content().prices.values()), floors=True
    )
    offered_file = offer_import(
        version=made, told=told, file_name="价目.xlsx", sha256="0" * 64, source="", by=cast.adm, at=NOW
    )
    return reverse("quotes:price_import", args=[offered_file.pk])


def book(cast: Cast, name: str, products: int) -> PriceBookVersion:
    made = create_price_book(name=name, currency="CNY", tax_included=True, source="定价会", by=cast.adm, at=NOW)
    told: dict[int, Prices | None] = {}
    for number in range(products):
        code = f"{name}-{number}"
        product = create_product(code=code, name=code, family="新品", unit="路", by=cast.adm, at=NOW)
        told[product.pk] = {"list_price": Decimal(9), "floor_price": Decimal(5), "vat_rate": Decimal(6)}
    save_prices(version=made, prices=told, by=cast.adm, at=NOW)
    return made


def people(cast: Cast, rows: int) -> str:
    """With the cast there are more; so many of them are new."""
    for number in range(rows):
        whom.user(name=f"colleague-{number}", role=Role.SALES, team=whom.team(name=f"Team {number}"))
    return reverse("stakeholders:people")


def seats(cast: Cast, rows: int) -> str:
    for number in range(rows):
        whom.seat(deal=cast.deal, contact=whom.contact(customer=cast.customer, name=f"联系人 {number}"))
    return reverse("stakeholders:seats", args=[cast.deal.pk])


def members(cast: Cast, rows: int) -> str:
    """One is on the deal already."""
    for number in range(rows - 1):
        whom.member(deal=cast.deal, user=whom.user(name=f"member-{number}", role=Role.PRESALES, team=cast.ada.team))
    return reverse("stakeholders:deal_members", args=[cast.deal.pk])


def timeline(cast: Cast, rows: int) -> str:
    for number in range(rows):
        change_deal(cast.deal, name=f"商机 {number}", by=cast.ada, at=NOW)
    return reverse("stakeholders:timeline", args=[cast.deal.pk])


def coach(cast: Cast, rows: int) -> str:
    """However often its hints were given and dismissed."""
    negotiation(cast, rows)
    return reverse("quotes:coach")


def funding(cast: Cast, rows: int) -> str:
    for number in range(rows):
        told = {"currency": "CNY", "valid_from": NOW.date() + timedelta(days=number), "source": "LPR 加点"}
        add_funding_rate(points=Decimal(6), **told, by=cast.adm, at=NOW)
    return reverse("quotes:funding")


def desk(cast: Cast, rows: int) -> str:
    """For a manager: what waits for them, and what their team is at; the coach says from when a deal is idle."""
    set_as_it_comes()
    deals(cast, rows)
    approvals(cast, rows)
    return reverse("home:desk")


def search(cast: Cast, rows: int) -> str:
    deals(cast, rows)
    quotes(cast, rows)
    return f"{reverse('home:search')}?q=澄湖"


# Statements of a whole page, the session and the person included: the same for one row and for three.
LISTS: dict[str, Listing] = (
    CONTRACTS
    | PAYMENTS
    | VALUE
    | TEXTS
    | AFTER
    | {
        "home:desk": Listing("bo", 21, desk),
        "home:search": Listing("ada", 5, search),
        "quotes:approval": Listing("bo", 26, approval),
        "quotes:approvals": Listing("bo", 10, approvals),
        "quotes:approvals_together": Listing("bo", 8, approvals_together),
        "quotes:bitrates": Listing("adm", 3, bitrates),
        "quotes:coach": Listing("ada", 4, coach),
        "quotes:compare": Listing("ada", 8, compared),
        "quotes:budget_record": Listing("bo", 9, budget_record),
        "quotes:budget": Listing("ada", 9, budget),
        "quotes:cost_model": Listing("bo", 5, cost_model),
        "quotes:deadlines": Listing("bo", 4, deadlines),
        "quotes:delegations": Listing("bo", 6, delegations),
        "quotes:cost_model_compare": Listing("bo", 7, cost_model_compare),
        "quotes:cost_models": Listing("fay", 4, cost_models),
        "quotes:deal": Listing("ada", 16, deal),
        "quotes:deal_usage": Listing("ada", 8, deal_usage),
        "quotes:deal_costs": Listing("bo", 15, deal_costs),
        "quotes:deals": Listing("ada", 6, deals),
        "quotes:funding": Listing("fay", 4, funding),
        "quotes:issues": Listing("ada", 11, issues),
        "quotes:negotiation": Listing("ada", 21, negotiation),
        "quotes:policies": Listing("adm", 4, policies),
        "quotes:policy": Listing("adm", 6, policy),
        "quotes:price_book": Listing("adm", 7, price_book),
        "quotes:price_book_compare": Listing("ada", 11, price_book_compare),
        "quotes:price_import": Listing("adm", 7, price_import),
        "quotes:price_books": Listing("adm", 3, price_books),
        "quotes:proposals": Listing("ada", 7, proposals),
        "quotes:batch": Listing("ada", 9, batch),
        "quotes:batch_new": Listing("ada", 6, batch_new),
        "quotes:links": Listing("ada", 11, reader_links),
        "quotes:proposals_failed": Listing("adm", 4, proposals_failed),
        "quotes:quotes": Listing("ada", 4, quotes),
        "quotes:readiness": Listing("ada", 17, readiness),
        "quotes:rivals": Listing("ada", 12, rivals),
        "quotes:version": Listing("ada", 10, version),
        "quotes:version_cost": Listing("bo", 10, version_cost),
        "quotes:waterfall": Listing("bo", 12, waterfall),
        "stakeholders:customer": Listing("ada", 5, customer),
        "stakeholders:customers": Listing("ada", 4, customers),
        "stakeholders:deal_members": Listing("ada", 8, members),
        "stakeholders:deal_new": Listing("ada", 3, customers_to_choose),
        "stakeholders:engagements": Listing("ada", 20, engagements),
        "stakeholders:people": Listing("adm", 4, people),
        "stakeholders:plan": Listing("ada", 12, plan),
        "stakeholders:privacy": Listing("bo", 5, privacy),
        "quotes:outcomes": Listing("ada", 9, outcomes),
        "stakeholders:notices": Listing("ada", 3, notices),
        "stakeholders:notice_outbox": Listing("adm", 4, notice_outbox),
        "stakeholders:robots": Listing("adm", 3, robots),
        "stakeholders:savedviews": Listing("ada", 3, savedviews),
        "stakeholders:seats": Listing("ada", 17, seats),
        "stakeholders:timeline": Listing("ada", 7, timeline),
        "stakeholders:workdays": Listing("adm", 4, workdays),
    }
)
