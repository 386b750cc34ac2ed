"""A link by which one reader at the customer opens one file: what of it is kept, until when it opens, and by what."""

import re
from datetime import date, timedelta
from hashlib import sha256

from dealdesk.kernel.words import Word

# A link that nobody ends stays open for no longer.
LONGEST = timedelta(days=366)
# Again within so long, by the same kind of device, is the same look.
ONE_LOOK = timedelta(minutes=1)


class Device(Word):
    """What somebody reads with; more than this is not kept of a reader."""

    PHONE = "phone", "On a phone"
    TABLET = "tablet", "On a tablet"
    COMPUTER = "computer", "On a computer"
    PROGRAM = "program", "A program"


class Seen(Word):
    PAGE = "page", "Opened the page"
    FILE = "file", "Took the PDF"


class LinkState(Word):
    OPEN = "open", "Opens"
    ENDED = "ended", "Ran out"
    REVOKED = "revoked", "Taken back"


# What says so of itself in the name that a browser sends along, in the order it is asked for. Chats and mail servers
# look at an address before anybody does.
# fmt: off
DEVICES: tuple[tuple[Device, re.Pattern[str]], ...] = (
    (Device.PROGRAM,  re.compile(r"bot\b|crawl|spider|preview|curl|wget|python|okhttp|java/|go-http|external", re.I)),
    (Device.TABLET,   re.compile(r"ipad|tablet|android(?!.*mobile)", re.I)),
    (Device.PHONE,    re.compile(r"mobile|iphone|android|micromessenger", re.I)),
    (Device.COMPUTER, re.compile(r"mozilla", re.I)),
)
# fmt: on


def device_of(agent: str) -> Device:
    """Of the User-Agent header; whatever does not call itself a browser is a program."""
    return next((device for device, told in DEVICES if told.search(agent)), Device.PROGRAM)


def token_hash(token: str) -> str:
    """All that is kept of a link: the SHA-256 of its token, which has 256 random bits and cannot be found from it."""
    return sha256(token.encode(errors="surrogatepass")).hexdigest()


def state_of(last_day: date, today: date, *, is_revoked: bool) -> LinkState:
    """A link opens on its last day too."""
    if is_revoked:
        return LinkState.REVOKED
    return LinkState.OPEN if today <= last_day else LinkState.ENDED
