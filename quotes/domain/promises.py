"""What the words of a move promise of an offer's terms, and what of it the offer does not say."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, zip_longest

from quotes.domain.invoicing import Invoice
from quotes.domain.negotiation import Issue, MoveStatus, MoveTerms
from quotes.domain.pricing.revised import PAYMENT, SERVICE
from quotes.domain.pricing.terms import OfferTerms, PaymentPlan

Value = PaymentPlan | Invoice | Decimal | int

# 年付, 季度预付, 按月后付, 月结: how often, and before or after. Not 今年付清, and not the 月 of 3个月.
PLAN_ZH = re.compile(r"(?<![今明去后前\d个])(?P<every>[年季月])度?(?:一次性)?(?P<when>[预后]?)(?P<pay>[付结])")
PLAN_EN = re.compile(r"\b(?P<every>annual|year|quarter|month)(?:ly)?\b(?P<when>[\w\s,-]*?\barrears)?", re.IGNORECASE)
EVERY = {"年": "year", "季": "quarter", "月": "month", "annual": "year"}
# By how often and whether it is paid before; a year is not paid afterwards.
PLANS: dict[tuple[str, bool], PaymentPlan] = {
    ("year", True): PaymentPlan.ANNUAL_PREPAID,
    ("quarter", True): PaymentPlan.QUARTERLY_PREPAID,
    ("quarter", False): PaymentPlan.QUARTERLY_ARREARS,
    ("month", True): PaymentPlan.MONTHLY_PREPAID,
    ("month", False): PaymentPlan.MONTHLY_ARREARS,
}
PREPAID = re.compile(
    r"(?:预付款?|prepay\w*)\D{0,6}?(\d+(?:\.\d+)?)\s*%|(\d+(?:\.\d+)?)\s*%\s*(?:预付|prepa)", re.IGNORECASE
)
CREDIT = re.compile(r"账期|credit", re.IGNORECASE)
DAYS = re.compile(r"(\d+)\s*(?:天|日|days?)", re.IGNORECASE)
LENGTH = re.compile(
    r"(\d+|[一二两三四五六七八九十]+)\s*-?\s*(个月|年|months?|years?)(?!付)|(?P<half>半年|half a year)", re.IGNORECASE
)
# 专票 is short for 增值税专用发票, 普票 for 增值税普通发票.
INVOICE = re.compile(r"(?P<special>专票|专用发票|\bspecial\b)|普票|普通(?:增值税)?发票|\bordinary\b", re.IGNORECASE)
VAT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|个点|points?\b)", re.IGNORECASE)
TAX = re.compile(
    r"(?P<before>不含税|未税|\b(?:before|without|excl\w*) (?:tax|vat)\b)|含税|\b(?:with|incl\w*) (?:tax|vat)\b",
    re.IGNORECASE,
)
# 99.95% and 可用性 99.95; not the credit that is paid where it is missed, nor the availability it is paid below.
AVAILABLE = re.compile(r"(?<![\d.])(?:(\d{2,3}(?:\.\d{1,5})?)\s*[%％]|(99\.\d{1,5})(?!\d))")
CREDITED = re.compile(r"赔|退|抵扣|返还|(?<!不)低于|不足|credit|refund|\b(?:below|under)\b", re.IGNORECASE)
LEAST_AVAILABLE = 90
CLAUSES = re.compile(r"[，,;；。/]")
# 紧急 30 分钟、一般 4 小时: how long until somebody answers, by how bad it is; not until it is mended.
KINDS = re.compile(
    r"(?P<urgent>紧急|严重|(?<![a-z])P1(?!\d)|\burgent|\bcritical)|(?P<normal>一般|普通|常规|\bnormal)", re.IGNORECASE
)
TIMES = re.compile(
    r"(?<![\d.~～–-])(?:(?P<count>\d+(?:\.\d+)?|[一二两三四五六七八九十]+)\s*个?(?P<more>半?)|半个?)\s*"
    r"(?P<unit>分钟?|min(?:ute)?s?\b|小时|h(?:(?:ou)?rs?)?\b)",
    re.IGNORECASE,
)
# 7×24 小时 is when somebody is there.
ATTENDED = re.compile(r"\d+\s*[×x*]\s*\d+\s*(?:小时|hours?|h\b)?", re.IGNORECASE)
MENDED = re.compile(r"恢复|解决|修复|到场|restor|resol|fix", re.IGNORECASE)
CHANGED = re.compile(r"到|至|为|成|→|>|\bto\b", re.IGNORECASE)
ANSWERED = re.compile(r"响应|应答|秒|分钟|小时|respon|answer|\bmin(?:ute)?s?\b|\bh(?:ou)?rs?\b", re.IGNORECASE)
MOST_MINUTES = 100_000
DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
MOST_MONTHS = 120


@dataclass(frozen=True, kw_only=True)
class Unkept:
    """A move and one of the offer's terms that it speaks of, by column; `named` is None where its words are unclear."""

    move: MoveTerms
    column: str
    named: Value | None
    kept: Value | None


def unkept(moves: Sequence[MoveTerms], offer: OfferTerms, before: OfferTerms | None = None) -> tuple[Unkept, ...]:
    """Agreed moves about payment, term, free months or availability whose words the offer does not say, in the order
    given. Minutes of response are not told of: a round has no place to say them.

    A move whose words name no value is told of only where nothing that it may mean differs from the offer `before`, and
    never where it is about service, which promises more than an offer has figures for.
    """
    agreed = [move for move in moves if move.status is MoveStatus.AGREED and move.issue in READERS.keys() | SERVING]
    return tuple(found for move in agreed for found in _of(move, offer, before or offer))


def _of(move: MoveTerms, offer: OfferTerms, before: OfferTerms) -> Iterator[Unkept]:
    columns = READERS.get(move.issue, {})
    named = named_terms(move)
    for column, value in named.items():
        if column not in MINUTES and value != (kept := held(offer, column)):
            yield Unkept(move=move, column=column, named=value, kept=kept)
    if columns and not named and all(held(offer, column) == held(before, column) for column in columns):
        first = next(iter(columns))
        yield Unkept(move=move, column=first, named=None, kept=held(offer, first))


def named_terms(move: MoveTerms) -> Mapping[str, Value]:
    """The terms its words name, by column; of two values the later one, as in 季付改年付. Months and days are whole."""
    readers = READERS.get(move.issue) or BESIDE.get(move.issue, {})
    read = {column: reader(move.what) for column, reader in readers.items()}
    return {column: value for column, value in read.items() if value is not None}


def unread(move: MoveTerms) -> frozenset[str]:
    """What a service level or support speaks of and does not name so that it can be read, by column.

    A service level is at least about availability; of support only words about answers or times are.
    """
    if move.issue not in SERVING:
        return frozenset()
    words, named = ATTENDED.sub("", move.what), named_terms(move)
    found = {f"{match.lastgroup}_minutes" for match in KINDS.finditer(words)}
    if move.issue is Issue.SLA and (AVAILABLE.search(words) or not named):
        found.add("sla_availability")
    if ANSWERED.search(words) and not named.keys() & MINUTES.keys():
        found |= MINUTES.keys()
    return frozenset(found - named.keys())


def held(offer: OfferTerms, column: str) -> Value | None:
    place = offer.payment if column in PAYMENT else offer.service if column in SERVICE else offer
    value: Value | None = getattr(place, PAYMENT.get(column, column))
    return value


def _plan(words: str) -> PaymentPlan | None:
    found = None
    for match in (*PLAN_ZH.finditer(words), *PLAN_EN.finditer(words)):
        every = EVERY.get(match["every"].lower(), match["every"].lower())
        after = match["when"] not in {None, "", "预"} or match.groupdict().get("pay") == "结"
        found = PLANS.get((every, not after), found)
    return found


def _prepaid(words: str) -> Decimal | None:
    found = [Decimal(first or second) for first, second in PREPAID.findall(words)]
    return found[-1] if found and found[-1] <= 100 else None


def _credit(words: str) -> int | None:
    found = DAYS.findall(words) if CREDIT.search(words) else []
    return int(found[-1]) if found else None


def _days(words: str) -> int | None:
    """Where only days can be meant."""
    found = DAYS.findall(words)
    return int(found[-1]) if found else None


def _months(words: str) -> int | None:
    found = None
    for match in LENGTH.finditer(words):
        count = 6 if match["half"] else _number(match[1]) * (12 if match[2].lower().startswith(("年", "year")) else 1)
        found = count if 0 < count <= MOST_MONTHS else found
    return found


def _invoice(words: str) -> Invoice | None:
    found = [Invoice.SPECIAL if match["special"] else Invoice.ORDINARY for match in INVOICE.finditer(words)]
    return found[-1] if found else None


def _vat(words: str) -> Decimal | None:
    found = [Decimal(points) for points in VAT.findall(words)]
    return found[-1] if found and found[-1] <= 100 else None


def _tax_included(words: str) -> bool | None:
    found = [match["before"] is None for match in TAX.finditer(words)]
    return found[-1] if found else None


def _availability(words: str) -> Decimal | None:
    clauses = (clause for clause in CLAUSES.split(words) if not CREDITED.search(clause))
    found = [Decimal(first or second) for clause in clauses for first, second in AVAILABLE.findall(clause)]
    found = [points for points in found if LEAST_AVAILABLE <= points <= 100]
    return found[-1] if found else None


def _urgent(words: str) -> int | None:
    return _minutes(words, "urgent")


def _normal(words: str) -> int | None:
    return _minutes(words, "normal")


def _minutes(words: str, kind: str) -> int | None:
    """From the word that says how bad it is to the next one, or to the end of its clause."""
    found = None
    for clause in CLAUSES.split(ATTENDED.sub("", words)):
        kinds = list(KINDS.finditer(clause))
        for match, following in zip_longest(kinds, kinds[1:]):
            if match.lastgroup == kind:
                told = _time(clause[match.end() : following.start() if following else None])
                found = told if told is not None else found
    return found


def _time(words: str) -> int | None:
    """The later of two where one becomes the other; None where they are of different things, or none is whole."""
    times = list(TIMES.finditer(words))
    between = [words[one.end() : other.start()] for one, other in pairwise(times)]
    if not times or MENDED.search(words) or not all(CHANGED.search(each) for each in between):
        return None
    last = times[-1]
    told = last["count"] or "0.5"
    count = Decimal(told) if "." in told else Decimal(_number(told))
    minutes = (count + (Decimal("0.5") if last["more"] else 0)) * (
        1 if last["unit"].lower().startswith(("分", "m")) else 60
    )
    return int(minutes) if minutes == int(minutes) and 1 <= minutes <= MOST_MINUTES else None


def _number(text: str) -> int:
    """十二 and 24 alike, up to 九十九."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


# Which terms each issue speaks of, and how its words are read.
READERS: dict[Issue, dict[str, Callable[[str], Value | None]]] = {
    Issue.PAYMENT: {"payment_plan": _plan, "prepay_percent": _prepaid, "credit_days": _credit},
    Issue.PREPAY: {"prepay_percent": _prepaid},
    Issue.CREDIT: {"credit_days": _days},
    Issue.TERM: {"term_months": _months},
    Issue.FREE_MONTHS: {"free_months": _months},
}
# What an invoice is: said line by line in the offer, or not at all, so that no round changes it there.
INVOICED: dict[str, Callable[[str], Value | None]] = {
    "invoice": _invoice,
    "vat_rate": _vat,
    "tax_included": _tax_included,
}
# What a service promises is said in figures as far as the offer has a place for them, and much else beside.
MINUTES: dict[str, Callable[[str], Value | None]] = {"urgent_minutes": _urgent, "normal_minutes": _normal}
SERVED: dict[str, Callable[[str], Value | None]] = {"sla_availability": _availability, **MINUTES}
SERVING = frozenset({Issue.SLA, Issue.SUPPORT})
# Words that need not name any term: nobody is told that they are unclear.
BESIDE = {Issue.INVOICE: INVOICED, Issue.SLA: SERVED, Issue.SUPPORT: SERVED}
