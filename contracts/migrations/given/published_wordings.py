"""What vendors publish as their promise of availability: each definition with its page.

Where a page does not print what a miss gives back, no tier is entered: it is an unknown, and shows as one.
"""

from decimal import Decimal
from typing import Any

FULL, ANY = "100", "0"
MINUTE, FIVE, TEN = 60, 300, 600

# fmt: off
ROWS: tuple[dict[str, Any], ...] = (
    {"name": "天翼云 AOne 会议", "method": "outages", "limit": FULL, "shortest_seconds": FIVE, "every_way": True,
     "commitment": "99.9", "source": "天翼云 AOne 服务等级协议，2025-08-28；赔付为代金券，档位未载"},
    {"name": "腾讯云 点播", "method": "bad_windows", "limit": "0.05", "shortest_seconds": TEN, "commitment": "99.7",
     "tiers": [["99", "99.7", "10"], ["95", "99", "25"], ["0", "95", "50"]], "cap": "100",
     "claim": "当月结束后 60 天内", "source": "tencentyun/qcloud-documents：点播 服务等级协议（SLA）"},
    {"name": "腾讯云 态势感知", "method": "outages", "limit": FULL, "shortest_seconds": MINUTE, "rounds_up": True,
     "commitment": "99", "tiers": [["95", "99", "10"], ["90", "95", "25"], ["0", "90", "100"]], "cap": "100",
     "source": "tencentyun/qcloud-documents：态势感知 服务等级协议"},
    {"name": "阿里云 DataHub", "method": "mean_error", "limit": ANY, "commitment": "99.9",
     "tiers": [["99", "99.9", "20"], ["95", "99", "30"], ["0", "95", "50"]], "cap": "50", "claim": "2 个月内",
     "source": "阿里云 DataHub 服务等级协议"},
    {"name": "火山引擎 视频直播", "method": "mean_error", "limit": ANY, "floor": Decimal(250), "commitment": "99.9",
     "source": "火山引擎 视频直播 服务等级协议；赔付档位未载"},
    {"name": "即构 ZEGO RTC", "method": "bad_windows", "limit": "1", "window_seconds": MINUTE, "excluded": "not_down",
     "commitment": "99.9", "tiers": [["99.5", "99.9", "10"], ["99", "99.5", "20"], ["0", "99", "50"]],
     "source": "即构云服务可用性保证：成功率低于 99 % 的分钟为不可用；计划维护提前 48 小时通知"},
    {"name": "即构 ZEGO CDN", "method": "bad_windows", "limit": "0.05", "shortest_seconds": TEN, "commitment": "99.9",
     "tiers": [["99", "99.9", "10"], ["0", "99", "25"]], "source": "即构云服务可用性保证：CDN"},
)
# fmt: on
UNSAID = {
    "window_seconds": FIVE,
    "shortest_seconds": 0,
    "rounds_up": False,
    "every_way": False,
    "excluded": "counted",
    "month": "calendar",
}


def come_worded(apps: Any, _: Any) -> None:
    rows = apps.get_model("contracts", "SlaWording")
    rows.objects.bulk_create(rows(**(UNSAID | row)) for row in ROWS)
