"""A desk of any size, invented: teams, people, customers, deals, quotes and their lines, the same each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from dealdesk.management.bulk import names
from dealdesk.management.bulk.copying import Row, copy_into
from quotes.domain.lifecycle import VersionState
from quotes.models import (
    Policy,
    PriceBook,
    PriceBookVersion,
    PriceItem,
    Product,
    Quote,
    QuoteLine,
    QuoteVersion,
)
from stakeholders.actions.customers import findable
from stakeholders.domain.customers import Size
from stakeholders.domain.deals import PATH, Stage
from stakeholders.domain.people import Role
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Contact, Customer, Deal, Team, User

CENT = Decimal("0.01")
VAT = Decimal(6)
LONG = 20  # lines of a long quote
LONG_ONE_IN = 100
TEAMS, SALES_A_TEAM, PRODUCTS = 12, 4, 40
DIRECTOR = 1
FAMILIES = ("实时互动", "录制与转推", "内容审核", "互动白板", "专属服务")
OPEN_STAGES = tuple(stage for stage in PATH if stage != Stage.SIGNED)
STATES = (VersionState.DRAFT, VersionState.DRAFT, VersionState.SUBMITTED, VersionState.SENT, VersionState.VOID)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """How much of everything, and the moment that is now."""

    quotes: int
    lines: int
    customers: int
    at: datetime
    password: str = ""

    @property
    def deals(self) -> int:
        return max(1, self.quotes // 5)

    @property
    def sales(self) -> range:
        """Ids of the salespeople: after the director, the administrator and the team managers."""
        return range(3 + TEAMS, 3 + TEAMS + TEAMS * SALES_A_TEAM)

    def moment(self, number: int) -> datetime:
        """Quote 1 is two years old, the last one was touched a minute ago; no two at one moment."""
        return self.at - timedelta(seconds=60 + (self.quotes - number) * (2 * 365 * 86400 / self.quotes))

    def lines_of(self, number: int) -> int:
        """One quote in a hundred is long; the rest share the other lines evenly."""
        long = self.quotes // LONG_ONE_IN
        if number % LONG_ONE_IN == 0:
            return LONG
        short, rest = self.quotes - long, max(0, self.lines - long * LONG)
        rank = number - number // LONG_ONE_IN  # its place among the short ones, from 1
        return max(1, rest * rank // short - rest * (rank - 1) // short)


@transaction.atomic
def load(desk: Desk) -> None:
    """The triggers of ours rest while rows are copied; foreign keys and checks hold as ever."""
    _triggers("DISABLE")
    for model, rows, total in (
        (Team, teams, TEAMS + 1),
        (User, people, 2 + TEAMS + TEAMS * SALES_A_TEAM),
        (Customer, customers, desk.customers),
        (Contact, contacts, desk.customers),
        (Deal, deals, desk.deals),
    ):
        copy_into(model, rows(desk), total=total)
    price_list(desk)
    copy_into(Quote, quotes(desk), total=desk.quotes)
    copy_into(QuoteVersion, versions(desk), total=desk.quotes)
    copy_into(QuoteLine, lines(desk), total=desk.lines)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _triggers("ENABLE")


def _triggers(let: str) -> None:
    with connection.cursor() as cursor:
        for model in (PriceBookVersion, PriceItem, QuoteVersion, QuoteLine):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} {let} TRIGGER USER")


def analyse() -> None:
    """The planner learns how much there is; VACUUM cannot run inside the transaction that loaded it."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def teams(desk: Desk) -> Iterator[Row]:
    yield {"id": 1, "name": "销售中心", "manager_id": DIRECTOR, "path": [1]}
    for number in range(TEAMS):
        yield {
            "id": 2 + number,
            "name": f"销售{number + 1}组",
            "parent_id": 1,
            "manager_id": 3 + number,
            "path": [1, 2 + number],
        }


def people(desk: Desk) -> Iterator[Row]:
    """The director sees everything; person 2 administers; then a manager a team; then the salespeople."""
    random, password = Random(1), make_password(desk.password or None)
    roles = [(Role.MANAGER, 1), (Role.ADMIN, None), *[(Role.MANAGER, 2 + n) for n in range(TEAMS)]]
    roles += [(Role.SALES, 2 + n % TEAMS) for n in range(len(desk.sales))]
    for number, (role, team) in enumerate(roles, 1):
        yield {
            "id": number, "email": f"bench{number}@yunqu.example", "name": names.person(random), "role": role,
            "team_id": team, "password": password, "created_at": desk.at,
        }  # fmt: skip


def customers(desk: Desk) -> Iterator[Row]:
    random, sizes = Random(2), list(Size)
    for number, (name, short_name, industry) in enumerate(names.companies(desk.customers), 1):
        moment = desk.moment(1 + (number - 1) * desk.quotes // desk.customers)
        yield {
            "id": number, "name": name, "short_name": short_name, "industry": industry, "size": random.choice(sizes),
            "city": short_name[:2], **owner(desk, number), "created_at": moment, "updated_at": moment,
            **findable(name, short_name),
        }  # fmt: skip


def contacts(desk: Desk) -> Iterator[Row]:
    random, kinds = Random(3), list(SeatKind)
    for number in range(1, desk.customers + 1):
        yield {
            "id": number, "customer_id": number, "name": names.person(random), "title": "采购经理",
            "seat": random.choice(kinds), "created_at": desk.at, "updated_at": desk.at,
        }  # fmt: skip


def owner(desk: Desk, customer: int) -> dict[str, int]:
    person = customer % len(desk.sales)
    return {"owner_id": desk.sales[person], "team_id": 2 + person % TEAMS}


def customer_of(desk: Desk, deal: int) -> int:
    return 1 + (deal - 1) % desk.customers


def deals(desk: Desk) -> Iterator[Row]:
    random = Random(4)
    for number in range(1, desk.deals + 1):
        customer, touched = customer_of(desk, number), desk.moment(min(desk.quotes, number * 5))
        yield {
            "id": number, "name": f"实时音视频采购 {number}", "customer_id": customer, **owner(desk, customer),
            "stage": random.choice(OPEN_STAGES), "created_at": touched - timedelta(days=30), "touched_at": touched,
            "budget_freeze_on": (desk.at + timedelta(days=random.randrange(10, 90))).date(),
        }  # fmt: skip


def price_list(desk: Desk) -> None:
    """One published book of forty products, and a policy without rules: within authority, whatever is asked."""
    long_ago = desk.at - timedelta(days=800)
    signed = {"created_at": long_ago, "created_by_id": 2, "published_at": long_ago, "published_by_id": 2}
    published = {"id": 1, "number": 1, "valid_from": date(2024, 1, 1), "source": "压测数据", **signed}
    copy_into(Policy, [{**published, "name": "折扣权限"}], total=1)
    copy_into(PriceBook, [{"id": 1, "name": "标准价目"}], total=1)
    copy_into(PriceBookVersion, [{**published, "book_id": 1}], total=1)
    products = range(1, PRODUCTS + 1)
    copy_into(Product, [{"id": number, **product(number)} for number in products], total=PRODUCTS)
    copy_into(
        PriceItem,
        [
            {"id": number, "version_id": 1, "product_id": number, "vat_rate": VAT, **prices(number)}
            for number in products
        ],
        total=PRODUCTS,
    )


def product(number: int) -> dict[str, str]:
    family = FAMILIES[number % len(FAMILIES)]
    return {"code": f"P{number:03}", "name": f"{family} {number}", "family": family, "unit": "千分钟"}


def prices(number: int) -> dict[str, Decimal]:
    return {"list_price": price(number), "floor_price": price(number) / 2}


def price(product: int) -> Decimal:
    return Decimal(5 + product) + Decimal(product) / 8


def priced(desk: Desk, quote: int) -> list[dict[str, Any]]:
    """The lines of a quote, the same however often they are asked for."""
    random = Random(quote)
    made = []
    for position in range(1, desk.lines_of(quote) + 1):
        product, quantity, off = random.randrange(1, PRODUCTS + 1), random.randrange(1, 2000), random.randrange(0, 25)
        listed = price(product) * quantity
        gross = (listed * (100 - off) / 100).quantize(CENT, ROUND_HALF_UP)
        net = (gross * 100 / (100 + VAT)).quantize(CENT, ROUND_HALF_UP)
        made.append({
            "position": position, "product": product, "quantity": quantity, "discount": off,
            "listed": listed.quantize(CENT, ROUND_HALF_UP), "gross": gross, "net": net,
        })  # fmt: skip
    return made


def state_of(quote: int) -> VersionState:
    """Long quotes are drafts: a discount is changed in them."""
    return VersionState.DRAFT if quote % LONG_ONE_IN == 0 else STATES[quote % len(STATES)]


def totals(desk: Desk, quote: int) -> dict[str, Decimal]:
    items = priced(desk, quote)
    listed, gross, net = (sum((item[key] for item in items), Decimal(0)) for key in ("listed", "gross", "net"))
    return {
        "list_total": listed, "itemised_total": gross, "gross_total": gross, "net_total": net, "tax_total": gross - net,
        "discount": ((listed - gross) * 100 / listed).quantize(Decimal("0.0001")),
    }  # fmt: skip


def valid_until(desk: Desk) -> date:
    return desk.at.date() + timedelta(days=30)


def quotes(desk: Desk) -> Iterator[Row]:
    for number in range(1, desk.quotes + 1):
        deal, moment, worth = 1 + (number - 1) % desk.deals, desk.moment(number), totals(desk, number)
        yield {
            "id": number, "deal_id": deal, "customer_id": customer_of(desk, deal), "title": f"报价 {number}",
            "latest_number": 1, "latest_state": state_of(number), "latest_total": worth["gross_total"],
            "latest_discount": worth["discount"], "latest_valid_until": valid_until(desk), "updated_at": moment,
            "created_at": moment,
            "created_by_id": owner(desk, customer_of(desk, deal))["owner_id"],
        }  # fmt: skip


def versions(desk: Desk) -> Iterator[Row]:
    until = valid_until(desk)
    for number in range(1, desk.quotes + 1):
        moment, state = desk.moment(number), state_of(number)
        by = owner(desk, customer_of(desk, 1 + (number - 1) % desk.deals))["owner_id"]
        frozen = {"content_hash": f"{number:064x}", "frozen_at": moment, "frozen_by_id": by}
        voided = {"void_reason": "客户重新立项", "voided_at": moment, "voided_by_id": by}
        yield {
            "id": number, "quote_id": number, "number": 1, "price_book_id": 1, "state": state,
            "payment_plan": "quarterly_prepaid", "valid_until": until, "created_at": moment, "created_by_id": by,
            "updated_at": moment, **totals(desk, number), **({} if state == VersionState.DRAFT else frozen),
            **(voided if state == VersionState.VOID else {}),
        }  # fmt: skip


def lines(desk: Desk) -> Iterator[Row]:
    number = 0
    for quote in range(1, desk.quotes + 1):
        for item in priced(desk, quote):
            number += 1
            sold = product(item["product"])
            yield {
                "id": number, "version_id": quote, "position": item["position"], "group": sold["family"],
                "product_id": item["product"], "product_code": sold["code"], "description": sold["name"],
                "unit": sold["unit"], "quantity": item["quantity"], "discount": item["discount"], "vat_rate": VAT,
                **prices(item["product"]), "net_total": item["net"], "tax_total": item["gross"] - item["net"],
                "gross_total": item["gross"],
            }  # fmt: skip
