"""The one door to group robots: three vendors' own hosts, by apprise, and the answer that apprise keeps to itself."""

import logging
import threading
from typing import Any

import requests
from apprise.plugins import dingtalk, feishu, wecombot

from dealdesk.kernel.sending import InDoubt, NotSent

# Both write addresses into their debugging logs, and an address is what lets anybody speak in the group.
for _name in ("apprise", "urllib3"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

# No vendor's answer leads anywhere else, and none may take its time.
MANNERS: dict[str, Any] = {"redirect": "no", "cto": 5, "rto": 5}
# Each vendor's plug-in, and what it calls the token.
ROBOTS: dict[str, tuple[Any, str]] = {
    "wecom": (wecombot.NotifyWeComBot, "key"),
    "feishu": (feishu.NotifyFeishu, "token"),
    "dingtalk": (dingtalk.NotifyDingTalk, "token"),
}


class Heard(threading.local):
    """Stands where the plug-ins post from. They tell only whether the status was 200, and the vendors say no under it;
    nor do they tell a server that was not there from one that went away with the message."""

    codes, RequestException = requests.codes, requests.RequestException

    def __init__(self) -> None:
        self.answer: requests.Response | None = None
        self.error: requests.RequestException | None = None

    def forget(self) -> None:
        self.answer = self.error = None

    def post(self, url: str, *, timeout: tuple[float, float], **options: Any) -> requests.Response:
        self.forget()
        try:
            self.answer = requests.post(url, timeout=timeout, **options)
        except requests.RequestException as error:
            self.error = error
            raise
        return self.answer


HEARD = Heard()
for _plugin in (wecombot, feishu, dingtalk):
    setattr(_plugin, "requests", HEARD)  # noqa: B010


def send(*, vendor: str, token: str, secret: str, text: str) -> None:
    """Raises `NotSent` or `InDoubt`; returns once the vendor has said that the message was taken over."""
    if not token:
        raise NotSent("the robot was removed")
    HEARD.forget()
    _robot(vendor, token, secret).send(body=text)
    if HEARD.error is not None:
        raise _told(HEARD.error)
    if HEARD.answer is None:
        raise NotSent("not posted")
    _check(HEARD.answer)


def _told(error: requests.RequestException) -> NotSent | InDoubt:
    """By the name of the trouble alone: its words hold the address. Before a connection stands nothing goes out."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    unconnected = any(kind.__name__ == "NewConnectionError" for kind in type(reason).__mro__)
    refused = isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError | requests.exceptions.ProxyError)
    name = type(error).__name__
    return NotSent(name) if unconnected or refused else InDoubt(name)


def _robot(vendor: str, token: str, secret: str) -> Any:
    plugin, told = ROBOTS[vendor]
    return plugin(**{told: token}, **({"secret": secret} if secret else {}), **MANNERS)


def _check(answer: requests.Response) -> None:
    """`errcode` at WeCom and DingTalk, `code` at Feishu: 0 is yes. Their words name no secret and are cut short."""
    if answer.status_code != requests.codes.ok:
        raise NotSent(f"HTTP {answer.status_code}")
    try:
        told = answer.json()
        code = told.get("errcode", told.get("code"))
    except (ValueError, AttributeError):
        raise InDoubt("no answer that can be read") from None
    if code != 0:
        raise NotSent(f"{code}: {str(told.get('errmsg', told.get('msg', '')))[:120]}")
