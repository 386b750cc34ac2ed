"""Customers and the people in them: registering, correcting, and keeping their names findable."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dealdesk.db import normal, once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.editions import renew
from stakeholders.actions.journal import record
from stakeholders.actions.privacy import refuse_erased
from stakeholders.models import Contact, Customer, User
from stakeholders.permissions import visible_customers

NAME_LENGTH = Customer._meta.get_field("name_key").max_length or 0
PINYIN_LENGTH = Customer._meta.get_field("name_pinyin").max_length or 0


@transaction.atomic
def create_customer(*, name: str, by: User, at: datetime, **fields: Any) -> Customer:
    if by.team is None:
        raise Refusal("You are in no team yet. Ask an administrator to put you in one, then register the customer.")
    customer = Customer(name=name, owner=by, team=by.team, created_at=at, updated_at=at, **fields)
    _save(customer, by)
    english = _english(customer, {})
    record("create_customer", on=customer, by=by, at=at, customer=customer, name=name, **english)
    return customer


@transaction.atomic
def change_customer(
    customer: Customer, *, edition: int | None = None, by: User, at: datetime, **fields: Any
) -> Customer:
    """`edition` is the one its author read; None asks nobody who was first."""
    customer = Customer.objects.select_for_update().get(pk=customer.pk)
    renew(customer, edition)
    before = customer.english_by_field
    for name, value in fields.items():
        setattr(customer, name, value)
    customer.updated_at = at
    _save(customer, by)
    english = _english(customer, before)
    record("change_customer", on=customer, by=by, at=at, customer=customer, name=customer.name, **english)
    return customer


def _english(customer: Customer, before: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """What was written of its English: whoever did is not who reads it before a paper leaves."""
    written = sorted(name for name, pair in customer.english_by_field.items() if pair != before.get(name))
    return {"english": written} if written else {}


def _save(customer: Customer, by: User) -> None:
    for column, value in findable(customer.name, customer.short_name).items():
        setattr(customer, column, value)
    with once(customer_name_once=lambda: _taken(customer.name_key, by)):
        customer.save()


def _taken(name_key: str, by: User) -> Refusal:
    """To someone who may not see the other customer, only that it exists."""
    if visible_customers(by).filter(name_key=name_key).exists():
        return Refusal("This customer is already registered: you find it in your customer list.", field="name")
    return Refusal("This customer is already registered. Ask an administrator to add you.", field="name")


def findable(name: str, short_name: str) -> dict[str, str]:
    """What the name is compared, sorted and searched by: itself, its pinyin, and the initials of its pinyin."""
    # Its dictionaries take half a second to load, and only saving a customer needs them.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    key = normal(name)
    if len(key) > NAME_LENGTH:
        raise Refusal("This name is too long.", field="name")
    words = [key, normal(short_name)]
    sounds = ["".join(lazy_pinyin(word, style)) for word in words for style in (Style.NORMAL, Style.FIRST_LETTER)]
    return {
        "name_key": key,
        "name_pinyin": " ".join(lazy_pinyin(key))[:PINYIN_LENGTH],
        "search_text": " ".join(dict.fromkeys(text for text in [*words, *sounds] if text)),
    }


@transaction.atomic
def add_contact(customer: Customer, *, name: str, title: str, by: User, at: datetime, **fields: Any) -> Contact:
    with once(contact_once_per_customer=lambda: _known_contact(name, title)):
        contact = Contact.objects.create(
            customer=customer, name=name, title=title, created_at=at, updated_at=at, **fields
        )
    record("add_contact", on=contact, by=by, at=at, customer=customer, name=contact.pk)
    return contact


@transaction.atomic
def change_contact(
    contact: Contact, *, name: str, title: str, edition: int | None = None, by: User, at: datetime, **fields: Any
) -> Contact:
    """`edition` is the one its author read; None asks nobody who was first."""
    contact = Contact.objects.select_for_update(of=("self",)).select_related("customer").get(pk=contact.pk)
    refuse_erased([contact])
    renew(contact, edition)
    for column, value in {"name": name, "title": title, "updated_at": at, **fields}.items():
        setattr(contact, column, value)
    with once(contact_once_per_customer=lambda: _known_contact(name, title)):
        contact.save()
    record("change_contact", on=contact, by=by, at=at, customer=contact.customer, name=contact.pk)
    return contact


def _known_contact(name: str, title: str) -> Refusal:
    if title:
        return Refusal(
            "%(name)s (%(title)s) is already in this customer's contacts.", field="name", name=name, title=title
        )
    return Refusal(
        "%(name)s is already in this customer's contacts. Add a title to tell them apart.", field="name", name=name
    )
