"""Group robots of three vendors: the one form of address that each has, and nothing else is ever posted to."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word


class Vendor(Word):
    WECOM = "wecom", "WeCom"
    FEISHU = "feishu", "Feishu"
    DINGTALK = "dingtalk", "DingTalk"


@dataclass(frozen=True)
class Hook:
    """Whose robot, and the token that lets its holder speak in the group."""

    vendor: Vendor
    token: str


@dataclass(frozen=True)
class Form:
    """How a vendor writes an address: its host, the path, and where the token stands: in the query, or behind it."""

    host: str
    path: str
    key: str = ""


# As the vendors' pages on custom group robots say: developer.work.weixin.qq.com, open.feishu.cn, open.dingtalk.com.
FORMS = {
    Vendor.WECOM: Form("qyapi.weixin.qq.com", "/cgi-bin/webhook/send", "key"),
    Vendor.FEISHU: Form("open.feishu.cn", "/open-apis/bot/v2/hook/"),
    Vendor.DINGTALK: Form("oapi.dingtalk.com", "/robot/send", "access_token"),
}
TOKEN = re.compile(r"[A-Za-z0-9-]{16,128}")
SECRET = re.compile(r"[A-Za-z0-9]{8,128}")


def read_hook(address: str) -> Hook:
    """The robot that an address means. Refuses every other host, port, path or scheme: what the desk posts to is
    never anybody's choice."""
    parts = urlsplit(address.strip())
    for vendor, form in FORMS.items():
        if parts.scheme == "https" and parts.netloc.lower() == form.host:
            token = dict(parse_qsl(parts.query)).get(form.key, "") if form.key else parts.path.removeprefix(form.path)
            right = parts.path == form.path if form.key else parts.path.startswith(form.path)
            if right and TOKEN.fullmatch(token):
                return Hook(vendor, token)
    raise Refusal(
        "This is no address of a WeCom, Feishu or DingTalk group robot: copy it whole from the robot's settings.",
        field="address",
    )
