"""The bitrates that vendors print, and the rule of thumb that quotes begin from: each with its date and source."""

from datetime import date
from typing import Any

# When pages without a date of their own were read.
READ = date(2026, 11, 26)

AGORA = ("声网 Agora", date(2026, 7, 1), "AgoraIO/Docs-Source: recording-video-profile.md, 8c1f0c5")
LIVEKIT = ("LiveKit", date(2026, 8, 6), "livekit/client-sdk-js: src/room/track/options.ts")
LIBWEBRTC = ("libwebrtc", READ, "libwebrtc 联播表（simulcast）：目标到上限")
ZEGO = ("即构 ZEGO", READ, "ZEGO 文档，推荐码率（节选）")
TRTC = ("腾讯云 TRTC", READ, "TRTC 文档，推荐码率（节选，未注明帧率）")
ZOOM = ("Zoom", READ, "Zoom 文档，带宽要求（节选，未注明帧率）")
OURS = ("经验值", READ, "报价起步用的经验口径：720p 每路 1–2 Mbps，1080p 每路 3–4 Mbps")

CALL, LIVE, MEETING, SCREEN = "通信", "直播", "会议", "屏幕共享"

# fmt: off
# whose, profile, width, height, frames a second, from kbps, to kbps
ROWS = (
    (AGORA, CALL,  320,  180, 15,  140,  140),
    (AGORA, LIVE,  320,  180, 15,  280,  280),
    (AGORA, CALL,  640,  360, 15,  400,  400),
    (AGORA, LIVE,  640,  360, 15,  800,  800),
    (AGORA, CALL,  640,  360, 30,  600,  600),
    (AGORA, LIVE,  640,  360, 30, 1200, 1200),
    (AGORA, CALL,  640,  480, 15,  500,  500),
    (AGORA, LIVE,  640,  480, 15, 1000, 1000),
    (AGORA, CALL,  640,  480, 30,  750,  750),
    (AGORA, LIVE,  640,  480, 30, 1500, 1500),
    (AGORA, CALL,  960,  720, 15,  910,  910),
    (AGORA, LIVE,  960,  720, 15, 1820, 1820),
    (AGORA, CALL,  960,  720, 30, 1380, 1380),
    (AGORA, LIVE,  960,  720, 30, 2760, 2760),
    (AGORA, CALL, 1280,  720, 15, 1130, 1130),
    (AGORA, LIVE, 1280,  720, 15, 2260, 2260),
    (AGORA, CALL, 1280,  720, 30, 1710, 1710),
    (AGORA, LIVE, 1280,  720, 30, 3420, 3420),
    (AGORA, CALL, 1920, 1080, 15, 2080, 2080),
    (AGORA, LIVE, 1920, 1080, 15, 4160, 4160),
    (AGORA, CALL, 1920, 1080, 30, 3150, 3150),
    (AGORA, LIVE, 1920, 1080, 30, 6300, 6300),
    (AGORA, CALL, 1920, 1080, 60, 4780, 4780),
    (AGORA, LIVE, 1920, 1080, 60, 6500, 6500),
    (TRTC, CALL,     320,  180, None,  250,  250),
    (TRTC, CALL,     640,  360, None,  550,  550),
    (TRTC, MEETING,  640,  360, None,  900,  900),
    (TRTC, "网页",   640,  480, None,  900,  900),
    (TRTC, CALL,     960,  540, None,  850,  850),
    (TRTC, MEETING, 1280,  720, None, 1200, 1200),
    (TRTC, CALL,    1280,  720, None, 1000, 1800),
    (TRTC, CALL,    1920, 1080, None, 2500, 3000),
    (ZEGO, "",  320,  180, 15,  300,  300),
    (ZEGO, "",  640,  360, 15,  600,  600),
    (ZEGO, "",  960,  540, 15, 1200, 1200),
    (ZEGO, "", 1280,  720, 15, 1500, 1500),
    (ZEGO, "", 1920, 1080, 15, 3000, 3000),
    (LIVEKIT, "",      320,  180,   20,  160,  160),
    (LIVEKIT, "",      640,  360,   20,  450,  450),
    (LIVEKIT, "",      640,  480, None,  500,  500),
    (LIVEKIT, "",      960,  540,   25,  800,  800),
    (LIVEKIT, "",      960,  720,   30, 1300, 1300),
    (LIVEKIT, "",     1280,  720,   30, 1700, 1700),
    (LIVEKIT, "",     1920, 1080,   30, 3000, 3000),
    (LIVEKIT, "",     2560, 1440, None, 5000, 5000),
    (LIVEKIT, "",     3840, 2160, None, 8000, 8000),
    (LIVEKIT, SCREEN, 1280,  720,   15, 1500, 1500),
    (LIVEKIT, SCREEN, 1920, 1080,   15, 2500, 2500),
    (LIVEKIT, SCREEN, 1920, 1080,   30, 5000, 5000),
    (LIBWEBRTC, "",  320,  180, None,  150,  200),
    (LIBWEBRTC, "",  640,  360, None,  500,  700),
    (LIBWEBRTC, "",  960,  540, None, 1200, 1200),
    (LIBWEBRTC, "", 1280,  720, None, 2500, 2500),
    (LIBWEBRTC, "", 1920, 1080, None, 4000, 5000),
    (ZOOM, "",  640,  360, None,  600,  600),
    (ZOOM, "", 1280,  720, None, 1200, 1500),
    (ZOOM, "", 1920, 1080, None, 2500, 3000),
    (OURS, "", 1280,  720, None, 1000, 2000),
    (OURS, "", 1920, 1080, None, 3000, 4000),
)
# fmt: on

# Figures that are bandwidth already; the others are what an encoder makes.
ON_WIRE = {ZOOM, OURS}


def publish(apps: Any, _: Any) -> None:
    rows = apps.get_model("quotes", "BitrateRow")
    rows.objects.bulk_create(
        rows(
            vendor=whose[0],
            profile=profile,
            width=width,
            height=height,
            fps=fps,
            low_kbps=low,
            high_kbps=high,
            on_wire=whose in ON_WIRE,
            since=whose[1],
            source=whose[2],
        )
        for whose, profile, width, height, fps, low, high in ROWS
    )

