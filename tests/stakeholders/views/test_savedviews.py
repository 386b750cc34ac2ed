from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from stakeholders.models import Customer, Deal, SavedView, User

ClientOf = Callable[[User], Client]
VIEW = {"listing": "customers", "name": "苏州的", "address": "q=%E8%8B%8F&col=city&after=x&evil=1"}


@pytest.fixture
def view(client_of: ClientOf, ada: User, customer: Customer) -> SavedView:
    client_of(ada).post("/views/keep/", VIEW)
    return SavedView.objects.get()


def test_keeping_a_view_goes_back_to_the_list_as_it_was_seen(client_of: ClientOf, ada: User) -> None:
    answer = client_of(ada).post("/views/keep/", VIEW)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/customers/?q=%E8%8B%8F&col=city")


def test_a_kept_view_stands_above_its_list_and_is_marked_where_it_is_seen(
    client_of: ClientOf, ada: User, view: SavedView
) -> None:
    client = client_of(ada)
    told = [(one.name, one.url, one.is_now) for one in client.get("/customers/").context["views"].kept]
    assert told == [("苏州的", "/customers/?q=%E8%8B%8F&col=city", False)]
    # The order of an address is nobody's concern.
    assert client.get("/customers/?col=city&q=苏").context["views"].kept[0].is_now


def test_a_view_is_its_owners_alone(client_of: ClientOf, ada: User, bo: User, view: SavedView) -> None:
    other = client_of(bo)
    assert other.get("/customers/").context["views"].kept == ()
    assert other.post(f"/views/{view.pk}/drop/").status_code == 404
    assert client_of(ada).post(f"/views/{view.pk}/drop/").status_code == 303
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "名" * 31),
        ("listing", "floors"),
        ("address", "q=" + "a" * 1990),
        ("address", "银" * 2001),
    ],
)
def test_a_bad_view_gets_a_sentence_and_keeps_its_name(client_of: ClientOf, ada: User, field: str, value: str) -> None:
    answer = client_of(ada).post("/views/keep/", VIEW | {field: value})
    form: Any = answer.context["form"]
    assert (answer.status_code, bool(form.errors)) == (422, True)
    assert form["name"].value() == (VIEW | {field: value})["name"]
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("page", ["/customers/", "/deals/", "/quotes/"])
def test_a_list_shows_the_columns_of_its_address(client_of: ClientOf, ada: User, deal: Deal, page: str) -> None:
    client = client_of(ada)
    shown = client.get(page, {"col": ["owner"]}).context["views"].shown
    assert shown == {"owner"}
    assert len(client.get(page).context["views"].shown) > 6


def test_the_cells_of_a_row_are_those_of_its_head(client_of: ClientOf, ada: User, deal: Deal) -> None:
    page = client_of(ada).get("/deals/", {"col": ["stage", "owner"]}).content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    assert (table.count("<th"), table.count("<td")) == (4, 3)  # <thead> and three heads
