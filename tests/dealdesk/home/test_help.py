from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from dealdesk.home.help import TOPICS
from stakeholders.models import User

ClientOf = Callable[[User], Client]
TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


@pytest.mark.parametrize("slug", TOPICS)
def test_every_topic_is_read_in_both_languages(client_of: ClientOf, ada: User, slug: str) -> None:
    client = client_of(ada)
    chinese = client.get(f"/help/{slug}/").content.decode()
    client.cookies["django_language"] = "en"
    english = client.get(f"/help/{slug}/").content.decode()
    shown = [
        page[page.index('<div class="card__body prose help">') : page.index("</article>")]
        for page in (chinese, english)
    ]
    letters = [sum("a" <= letter <= "z" for letter in page) / len(page) for page in shown]
    assert letters[0] < 0.35 < 0.5 < letters[1], "a page speaks the other language"


def test_a_page_that_was_never_written_does_not_exist(client_of: ClientOf, ada: User) -> None:
    assert client_of(ada).get("/help/magic/").status_code == 404


def test_every_topic_has_its_page_and_every_page_its_topic() -> None:
    assert {path.stem for path in (TEMPLATES / "dealdesk/help").glob("*.html")} == set(TOPICS)
