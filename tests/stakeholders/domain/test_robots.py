"""Addresses of group robots: three vendors' own, and nobody else's."""

import pytest

from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.robots import Hook, Vendor, read_hook
from tests.factories.notices import TOKEN

BARE = TOKEN.replace("-", "") * 2


@pytest.mark.parametrize(
    ("address", "hook"),
    [
        (f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}", Hook(Vendor.WECOM, TOKEN)),
        (f" https://open.feishu.cn/open-apis/bot/v2/hook/{TOKEN}\n", Hook(Vendor.FEISHU, TOKEN)),
        (f"https://oapi.dingtalk.com/robot/send?access_token={BARE}", Hook(Vendor.DINGTALK, BARE)),
    ],
)
def test_a_vendors_address_is_read(address: str, hook: Hook) -> None:
    assert read_hook(address) == hook


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://",
        f"http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}",
        f"https://169.254.169.254/cgi-bin/webhook/send?key={TOKEN}",
        f"https://localhost/robot/send?access_token={TOKEN}",
        f"https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key={TOKEN}",
        f"https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key={TOKEN}",
        f"https://evil.example#@qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}",
        f"https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key={TOKEN}",
        f"https://qyapi.weixin.qq.com/cgi-bin/gettoken?key={TOKEN}",
        f"https://open.feishu.cn/open-apis/bot/v2/hook/../{TOKEN}",
        f"https://open.feishu.cn/open-apis/bot/v2/hook/{TOKEN}/x",
        f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}%0d%0aHost:x",
        f"file:///robot/send?access_token={TOKEN}",
    ],
)
def test_every_other_is_refused(address: str) -> None:
    with pytest.raises(Refusal, match="This is no address of a WeCom, Feishu or DingTalk group robot"):
        read_hook(address)
