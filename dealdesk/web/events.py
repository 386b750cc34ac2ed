"""What a fragment may tell the page that asked for it; static/js/desk.js listens under the same names."""

from django.utils.functional import Promise

type Events = dict[str, dict[str, str]]

TOAST = "toast"
TONES = ("success", "error")


def toast(words: str | Promise, tone: str = "success") -> Events:
    """Words for what is not visible already; an error stays until it is put away."""
    if tone not in TONES:
        raise ValueError(tone)
    return {TOAST: {"words": str(words), "tone": tone}}
