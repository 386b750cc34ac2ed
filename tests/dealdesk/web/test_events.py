"""A fragment tells the page something in words it listens to."""

from pathlib import Path

import pytest
from django.conf import settings

from dealdesk.web.events import TOAST, toast


def test_a_toast_carries_its_words_and_tone() -> None:
    assert toast("已存") == {"toast": {"words": "已存", "tone": "success"}}


def test_a_tone_without_a_look_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="loud"):
        toast("已存", "loud")


def test_the_page_listens_under_the_same_name() -> None:
    script = (Path(settings.BASE_DIR) / "static/js/desk.js").read_text()
    assert f'document.addEventListener("{TOAST}"' in script
