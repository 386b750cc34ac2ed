"""A screen is a page for a browser and a part for htmx; after a change both are sent on."""

import json
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from dealdesk.web.events import toast
from dealdesk.web.screens import go, render_screen, wants_part

PLAIN: dict[str, str] = {}
HTMX = {"HX-Request": "true"}
BOOSTED = HTMX | {"HX-Boosted": "true"}
RESTORED = HTMX | {"HX-History-Restore-Request": "true"}


def asked(headers: dict[str, str]) -> Any:
    request = RequestFactory().get("/deals/", headers=headers)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    return request


def test_only_a_real_request_of_htmx_wants_a_part() -> None:
    assert [wants_part(asked(headers)) for headers in (PLAIN, HTMX, BOOSTED, RESTORED)] == [False, True, False, False]


def test_a_request_that_never_met_htmx_is_a_page() -> None:
    assert wants_part(HttpRequest()) is False


def test_a_change_ends_in_see_other_for_a_browser() -> None:
    response = go(asked(PLAIN), "stakeholders:customer", customer=7)
    assert (response.status_code, response["Location"]) == (303, "/customers/7/")


def test_a_change_ends_in_a_redirect_the_script_follows_for_htmx() -> None:
    response = go(asked(HTMX), "stakeholders:customer", customer=7)
    assert (response.status_code, response["HX-Redirect"]) == (200, "/customers/7/")


def test_a_part_comes_alone_with_its_status_and_what_it_has_to_tell(settings: Any, tmp_path: Any) -> None:
    (tmp_path / "screen.html").write_text("page {% partialdef rows inline %}rows {{ n }}{% endpartialdef %}")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    whole = render_screen(asked(PLAIN), "screen.html", {"n": 3}, part="rows")
    part = render_screen(asked(HTMX), "screen.html", {"n": 3}, part="rows", status=422, events=toast("已存"))
    restored = render_screen(asked(RESTORED), "screen.html", {"n": 3}, part="rows")
    assert [whole.content, part.content, restored.content] == [b"page rows 3", b"rows 3", b"page rows 3"]
    assert (whole.status_code, part.status_code) == (200, 422)
    assert json.loads(part["HX-Trigger-After-Settle"]) == {"toast": {"words": "已存", "tone": "success"}}
