"""The door to group robots: to three hosts alone, and the vendor's own answer is what counts."""

import json
import logging
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

from dealdesk import robots
from dealdesk.kernel.sending import InDoubt, NotSent
from tests.factories.notices import TOKEN

VENDORS = {
    "wecom": (
        "qyapi.weixin.qq.com",
        {"errcode": 0, "errmsg": "ok"},
        {"errcode": 93000, "errmsg": "invalid webhook url"},
    ),
    "feishu": ("open.feishu.cn", {"code": 0, "msg": "success"}, {"code": 19001, "msg": "param invalid"}),
    "dingtalk": ("oapi.dingtalk.com", {"errcode": 0, "errmsg": "ok"}, {"errcode": 310000, "errmsg": "sign not match"}),
}


class Vendor:
    """Answers in place of the network, and remembers what it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answer: tuple[int, bytes] | Exception = (200, b"{}")
        self.asked: list[tuple[str, dict[str, Any]]] = []
        monkeypatch.setattr(requests, "post", self.post)

    def post(self, url: str, **options: Any) -> requests.Response:
        self.asked.append((url, options))
        if isinstance(self.answer, Exception):
            raise self.answer
        response = requests.Response()
        response.status_code, response._content = self.answer
        return response


@pytest.fixture
def vendor(monkeypatch: pytest.MonkeyPatch) -> Vendor:
    return Vendor(monkeypatch)


def speak(name: str, secret: str = "") -> None:
    token = TOKEN.replace("-", "") if name == "dingtalk" else TOKEN
    robots.send(vendor=name, token=token, secret=secret, text="陈岸\nada提请审批：BJ-1 V2")


@pytest.mark.parametrize("name", VENDORS)
def test_each_vendor_is_asked_at_its_own_host_and_its_no_is_heard(vendor: Vendor, name: str) -> None:
    host, good, bad = VENDORS[name]
    vendor.answer = 200, json.dumps(good).encode()
    speak(name)
    (url, options) = vendor.asked[0]
    assert (urlsplit(url).scheme, urlsplit(url).netloc) == ("https", host)
    assert (options["allow_redirects"], options["timeout"], options["verify"]) == (False, (5.0, 5.0), True)
    assert "BJ-1 V2" in json.dumps(json.loads(options["data"]), ensure_ascii=False)
    vendor.answer = 200, json.dumps(bad).encode()
    with pytest.raises(NotSent, match=str(next(iter(bad.values())))):
        speak(name)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((502, b""), NotSent),
        ((302, b""), NotSent),
        ((200, b"<html>"), InDoubt),
        (requests.ConnectTimeout(), NotSent),
        (requests.exceptions.SSLError(), NotSent),
        (requests.ConnectionError(MaxRetryError(None, "/", NewConnectionError(None, "refused"))), NotSent),  # type: ignore[arg-type]
        (requests.ConnectionError("reset"), InDoubt),
        (requests.ReadTimeout(), InDoubt),
    ],
)
def test_what_went_wrong_says_whether_anything_went_out(vendor: Vendor, answer: Any, outcome: type[Exception]) -> None:
    vendor.answer = answer
    with pytest.raises(outcome):
        speak("wecom")


def test_a_signed_robot_signs(vendor: Vendor) -> None:
    vendor.answer = 200, b'{"errcode": 0}'
    speak("dingtalk", secret="SEC0123456789abcdef")
    assert set(vendor.asked[0][1]["params"]) == {"timestamp", "sign"}


def test_a_robot_that_was_removed_says_nothing(vendor: Vendor) -> None:
    with pytest.raises(NotSent, match="the robot was removed"):
        robots.send(vendor="wecom", token="", secret="", text="…")
    assert vendor.asked == []


@pytest.mark.parametrize("name", VENDORS)
def test_no_log_holds_what_lets_a_robot_speak(vendor: Vendor, name: str, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    for answer in ((200, b'{"errcode": 1, "code": 1}'), (500, b""), requests.ConnectionError(TOKEN)):
        vendor.answer = answer
        with pytest.raises((NotSent, InDoubt)) as told:
            speak(name)
        assert TOKEN not in str(told.value)
    assert TOKEN not in caplog.text
    assert TOKEN.replace("-", "") not in caplog.text
