from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stakeholders.domain.people import Role
from stakeholders.models import Contact, Deal, Engagement, User
from tests.factories import stakeholders as whom

ClientOf = Callable[[User], Client]


def filled(contact: Contact, ada: User, **instead: Any) -> dict[str, Any]:
    return {
        "contacts": contact.pk, "kind": "call", "direction": "theirs", "held_on": timezone.localdate().isoformat(),
        "learned": "先看实测", "colleagues": ada.pk,
    } | instead  # fmt: skip


def test_a_call_is_logged_corrected_and_removed(client_of: ClientOf, deal: Deal, contact: Contact, ada: User) -> None:
    client, page = client_of(ada), f"/deals/{deal.pk}/engagements/"
    assert client.get(page).context["form"].initial["held_on"] == timezone.localdate()
    assert client.post(page, filled(contact, ada)).status_code == 303
    made = Engagement.objects.get()
    edit = f"/engagements/{made.pk}/edit/"
    assert "先看实测" in client.get(edit).text
    assert client.post(edit, filled(contact, ada, learned="先看价格")).status_code == 303
    now = Engagement.objects.standing().get()
    assert (now.learned, now.corrects) == ("先看价格", made)
    assert client.get(edit).status_code == 303
    assert client.post(f"/engagements/{now.pk}/remove/", {"reason": "记错了"}).status_code == 303
    assert [text in client.get(page).text for text in ("先看价格", "记错了")] == [True, True]
    assert not Engagement.objects.standing().exists()


def test_what_was_promised_becomes_the_next_step(client_of: ClientOf, deal: Deal, contact: Contact, ada: User) -> None:
    due = timezone.localdate() + timedelta(days=3)
    values = filled(contact, ada, promised="寄报告", promised_on=due.isoformat(), is_next_step="on")
    assert client_of(ada).post(f"/deals/{deal.pk}/engagements/", values).status_code == 303
    deal.refresh_from_db()
    assert (deal.next_step, deal.next_step_on) == ("寄报告", due)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contacts", ""),
        ("contacts", "0"),
        ("colleagues", ""),
        ("kind", "fax"),
        ("direction", ""),
        ("learned", ""),
        ("learned", "长" * 2001),
        ("held_on", (timezone.localdate() + timedelta(days=2)).isoformat()),
        ("held_on", "1900-01-01"),
        ("promised_on", date(2026, 12, 1).isoformat()),
        ("promised", "寄报告"),
    ],
)
def test_a_bad_entry_gets_a_sentence_by_its_field(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User, field: str, value: str
) -> None:
    answer = client_of(ada).post(f"/deals/{deal.pk}/engagements/", filled(contact, ada, **{field: value}))
    wrong = {"promised": "promised_on", "promised_on": "promised"}.get(field, field)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {wrong})
    assert not Engagement.objects.exists()


def test_the_second_to_correct_an_entry_keeps_what_they_typed(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User
) -> None:
    made = whom.engagement(deal=deal, contacts=[contact], by=ada)
    whom.engagement(deal=deal, contacts=[contact], by=ada, corrects=made)
    answer = client_of(ada).post(f"/engagements/{made.pk}/edit/", filled(contact, ada, learned="我的更正"))
    assert (answer.status_code, "我的更正" in answer.text, "其他同事已更正" in answer.text) == (422, True, True)


def test_those_who_sign_do_not_read_the_log(
    client_of: ClientOf, deal: Deal, contact: Contact, fay: User, pre: User, dee: User
) -> None:
    made = whom.engagement(deal=deal, contacts=[contact], by=pre, learned="怕丢了年终奖")
    whom.signer(deal=deal, role=Role.FINANCE)
    for address in (f"/deals/{deal.pk}/engagements/", f"/engagements/{made.pk}/edit/"):
        assert [client_of(person).get(address).status_code for person in (dee, fay, pre)] == [404, 403, 200]
    remove = f"/engagements/{made.pk}/remove/"
    answers = [client_of(person).post(remove, {"reason": "记错"}).status_code for person in (dee, fay, pre)]
    assert answers == [404, 403, 303]
