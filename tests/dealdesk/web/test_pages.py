"""The frame around every page: htmx kept strict, one door to log in, and pages that still speak when nothing works."""

import json
import re
from collections.abc import Callable

from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from stakeholders.models import User


def htmx_config(page: str) -> dict[str, object]:
    found = re.search(r"name=\"htmx-config\" content='([^']+)'", page)
    assert found
    config: dict[str, object] = json.loads(found[1])
    return config


def test_htmx_may_neither_evaluate_nor_style_nor_remember_and_swaps_what_was_wrong(
    ada: User, client_of: Callable[[User], Client]
) -> None:
    config = htmx_config(client_of(ada).get("/").content.decode())
    assert {name: config[name] for name in ("allowEval", "includeIndicatorStyles", "historyCacheSize")} == {
        "allowEval": False,
        "includeIndicatorStyles": False,
        "historyCacheSize": 0,
    }
    assert {"code": "422", "swap": True} in config["responseHandling"]  # type: ignore[operator]


def test_the_theme_is_chosen_before_anything_else_runs(ada: User, client_of: Callable[[User], Client]) -> None:
    scripts = re.findall(r'<script[^>]+src="([^"]+)"', client_of(ada).get("/").content.decode())
    assert scripts[0].endswith("js/theme.js")
    assert scripts[-1].endswith("js/desk.js")


def test_a_page_that_does_not_exist_says_so_within_the_frame(ada: User, client_of: Callable[[User], Client]) -> None:
    response = client_of(ada).get("/nowhere/")
    assert response.status_code == 404
    assert 'class="nav__item"' in response.content.decode()


def test_a_stranger_is_shown_no_tools_on_a_page_that_does_not_exist(client: Client, db: None) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    for tool in ('class="nav__item"', 'id="search"', "account_logout", "summary"):
        assert tool not in response.content.decode()


def test_when_everything_fails_the_page_needs_nothing_and_speaks_both_languages() -> None:
    for language, heading in (("zh-hans", "出错了"), ("en", "Something went wrong")):
        with translation.override(language):
            page = render_to_string("500.html")
        assert heading in page
        assert "css/components.css" in page


def test_a_wrong_password_is_said_by_the_field_and_the_address_is_kept(client: Client, ada: User) -> None:
    page = client.post("/accounts/login/", {"login": ada.email, "password": "wrong-wrong-wrong"}).content.decode()
    assert f'value="{ada.email}"' in page
    assert page.count('id="id_password_error" role="alert"') == 1
    assert "and/or" not in page
    assert "您提供的" not in page
    assert 'name="password" type="password"' in page
    assert "wrong-wrong-wrong" not in page


def test_a_missing_address_is_said_by_its_own_field(client: Client, db: None) -> None:
    page = client.post("/accounts/login/", {"login": "", "password": "something-long"}).content.decode()
    assert page.count('id="id_login_error" role="alert"') == 1


def test_the_log_in_page_leads_to_no_sign_up(client: Client, db: None) -> None:
    assert "signup" not in client.get("/accounts/login/").content.decode()
