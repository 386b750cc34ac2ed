"""What the customer screens show, and nothing of a deal that the reader may not open."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from dealdesk.web.keyset import SIZE, Page, page
from stakeholders.models import Contact, Customer, Deal, User
from stakeholders.permissions import visible_customers, visible_deals

# What a list can be sorted by: each ends in a unique column.
ORDERS = {"updated": ("-updated_at", "-id"), "name": ("name_pinyin", "id")}


@dataclass(frozen=True, kw_only=True)
class CustomerScreen:
    customer: Customer
    contacts: tuple[Contact, ...]
    deals: tuple[Deal, ...]


def customer_list(
    user: User, *, text: str, industry: str, size: str, mine: bool, sort: str, after: str = "", rows: int = SIZE
) -> Page[Customer]:
    """Each customer with `open_deals`: how many the reader may open and are still being pursued."""
    customers = visible_customers(user).select_related("owner")
    if text:
        customers = customers.matching(text)
    if industry:
        customers = customers.filter(industry=industry)
    if size:
        customers = customers.filter(size=size)
    if mine:
        customers = customers.filter(owner=user)
    counted = customers.annotate(open_deals=_open_deals(user))
    return page(counted, order=ORDERS.get(sort, ORDERS["updated"]), after=after, size=rows)


def _open_deals(user: User) -> Coalesce:
    per_customer = (
        visible_deals(user).open().filter(customer=OuterRef("pk")).order_by().values("customer").annotate(n=Count("pk"))
    )
    return Coalesce(Subquery(per_customer.values("n")), 0)


def customer_screen(user: User, customer: Customer) -> CustomerScreen:
    deals = visible_deals(user).filter(customer=customer).select_related("owner").order_by("-touched_at", "-id")
    return CustomerScreen(customer=customer, contacts=tuple(customer.contacts.known()), deals=tuple(deals[:50]))


def customers_to_choose(user: User, text: str) -> tuple[Customer, ...]:
    """The ten last touched that match: enough to pick one, few enough to read."""
    customers = visible_customers(user)
    return tuple((customers.matching(text) if text else customers).order_by("-updated_at", "-id")[:10])
