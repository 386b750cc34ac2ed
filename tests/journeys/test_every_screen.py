"""Every screen, wide and narrow, light and dark, and at length in English too: nothing complains or sticks out."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from stakeholders.models import User
from tests.deep import DEPTH
from tests.emptying import empty
from tests.journeys.conftest import session_of
from tests.journeys.gallery import Found, Screen, every_screen, furnish
from tests.journeys.windows import Watch

pytestmark = pytest.mark.django_db

AXE = Axe().axe_script
UNSEEN = Path(__file__).with_name("unseen.js").read_text()
WIDE, NARROW = (1440, 900), (390, 844)

type Windows = Callable[[str, str], tuple[Page, Watch]]


class Look(NamedTuple):
    """How a screen is looked at, and what axe is asked there.

    Between them the looks hold every pair of width, theme and language. Contrast is the same at both widths, and all
    else is the same in both themes: each rule is asked wide and narrow, in Chinese and in English, or light and dark.
    """

    language: str
    size: tuple[int, int]
    theme: str
    asks: frozenset[str]


CONTRAST, ALL_ELSE = "color-contrast", "all else"
LOOKS = [
    Look("zh-hans", WIDE, "light", frozenset({CONTRAST, ALL_ELSE})),
    Look("zh-hans", NARROW, "dark", frozenset()),
    Look("en", WIDE, "dark", frozenset({CONTRAST})),
    Look("en", NARROW, "light", frozenset({ALL_ELSE})),
]
# Each rule once and each width once: what English and the other theme would tell besides is asked at length.
LANGUAGES = ("zh-hans", "en") if DEPTH.whole else ("zh-hans",)
# How text looks → how often axe was asked of it. What was found good is not measured again; nor is that of which axe
# could say nothing on three screens, because it lies over a picture or is not in sight.
ASKED: Counter[str] = Counter()
ENOUGH = 3


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Found]:
    """The furnished demo, which only is read; it is committed, because the server reads by connections of its own."""
    with django_db_blocker.unblock():
        try:
            yield furnish(timezone.now())
        finally:
            empty()


@pytest.fixture(scope="module")
def house(found: Found) -> Iterator[str]:
    server = LiveServer("localhost")
    server._live_server_modified_settings.enable()
    yield server.url
    server._live_server_modified_settings.disable()
    server.stop()


@pytest.fixture(scope="module")
def sessions(house: str) -> dict[str, Any]:
    """Everybody is logged in beforehand: what a test writes itself is undone, and the server never sees it."""
    return {user.email.partition("@")[0]: session_of(user, house) for user in User.objects.all()}


@pytest.fixture(scope="module")
def windows(house: str, sessions: dict[str, Any], browser: Browser) -> Iterator[Windows]:
    """One window for each person and language, kept open from screen to screen."""
    kept: dict[tuple[str, str], tuple[Page, Watch]] = {}

    def window(looker: str, language: str) -> tuple[Page, Watch]:
        if (looker, language) not in kept:
            context = browser.new_context(base_url=house, locale="zh-CN")
            context.add_cookies([{"name": "django_language", "value": language, "url": house}])
            context.add_cookies([sessions[looker]] if looker else [])
            context.add_init_script(AXE)
            kept[looker, language] = context.new_page(), Watch(context, house)
        return kept[looker, language]

    yield window
    for page, _ in kept.values():
        page.context.close()


@pytest.mark.parametrize("screen", every_screen(), ids=str)
def test_nothing_is_wrong_with(screen: Screen, found: Found, windows: Windows) -> None:
    said = []
    for language in LANGUAGES:
        page, watch = windows(screen.looker, language)
        watch.complaints.clear()
        answer = page.goto(screen.url(found))
        assert answer is not None
        assert answer.status == 200
        # What it asks for as soon as it is there would be swapped in under axe's eyes.
        expect(page.locator(".htmx-request")).to_have_count(0)
        for look in LOOKS:
            if look.language == language:
                said += [f"{look.language} {look.theme} {look.size[0]}: {words}" for words in wrongs(page, look)]
        said += watch.complaints
    assert "\n".join(said) == ""


def wrongs(page: Page, look: Look) -> list[str]:
    width, height = look.size
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if look.theme == "dark" else "light")
    said = sticking_out(page)
    if ALL_ELSE in look.asks:
        said += told(page.evaluate(f"axe.run(document, {WITHOUT_CONTRAST}).then(result => result.violations)"))
    if CONTRAST in look.asks:
        said += faint(page)
    return said


def sticking_out(page: Page) -> list[str]:
    wide, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"the page is {wide} wide in a window of {window}"] if wide > window else []


# A preview lies in a frame that nothing gets into, axe neither.
WITHOUT_CONTRAST = """{
    iframes: false, resultTypes: ["violations"], rules: {"color-contrast": {enabled: false}}
}"""


def faint(page: Page) -> list[str]:
    """What axe finds of contrast in text that does not look like any that was found good before.

    To measure every text of every screen took three quarters of axe's time, and nearly all of it was the same again.
    """
    known = [look for look, times in ASKED.items() if times >= ENOUGH]
    violations, asked, good = page.evaluate(UNSEEN, known)
    if not violations:
        ASKED.update(asked)
        ASKED.update(dict.fromkeys(good, ENOUGH))
    return told(violations)


def told(violations: list[dict[str, Any]]) -> list[str]:
    return [f"{one['id']}: {node['target']} {node['html'][:200]}" for one in violations for node in one["nodes"]]
