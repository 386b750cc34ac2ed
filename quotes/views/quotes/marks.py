"""Where a line's price stands, as a picture the size of a word and the word itself."""

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import unit_price
from dealdesk.kernel.money import round_to
from dealdesk.kernel.words import label
from dealdesk.web import charts
from quotes.domain.pricing.guide import Band, Guide, Standing

TONES = {Standing.WITHIN: "good", Standing.ASKS: "warn", Standing.BELOW: "bad"}
STROKES = {Standing.WITHIN: "ours", Standing.ASKS: "warned", Standing.BELOW: "floor"}


def mark(guide: Guide) -> dict[str, str]:
    """Picture, word and tone; nothing where there is nothing to compare with."""
    standing = guide.standing
    if standing is None or not guide.list_price:
        return {}
    told = ((guide.authority, "authority"), (guide.target, "target"), (guide.floor, "floor"))
    marks = [(price, kind) for price, kind in told if price is not None]
    word = _(label(standing))
    said = _("%(word)s: %(ours)s of a list price of %(list)s") % {
        "word": word,
        "ours": unit_price(round_to(guide.ours, 4)),
        "list": unit_price(guide.list_price),
    }
    if guide.target is not None:
        said += _("; target %(price)s") % {"price": unit_price(round_to(guide.target, 4))}
    band = (guide.band.low, guide.band.high) if guide.band else None
    if guide.band:
        said += _("; closed deals %(low)s–%(high)s, %(deals)s of them") % _closed(guide.band)
    picture = charts.interval(
        top=guide.list_price, ours=guide.ours, marks=marks, band=band, label=said, kind=STROKES[standing]
    )
    return {"picture": picture, "word": word, "tone": TONES[standing]}


def _closed(band: Band) -> dict[str, object]:
    low, high = (unit_price(round_to(price, 4)) for price in (band.low, band.high))
    return {"low": low, "high": high, "deals": band.deals}
