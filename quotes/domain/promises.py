"""What the words of a move promise of an offer's terms, and what of it the offer does not say."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quotes.domain.invoicing import Invoice
from quotes.domain.negotiation import Issue, MoveStatus, MoveTerms
from quotes.domain.pricing.revised import PAYMENT
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
DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
MOST_MONTHS = 120


@dataclass(frozen=True, kw_only=True)
class Unkept:
    """A move and one of the offer's terms that it speaks of, by column; `named` is None where its words are unclear."""

    move: MoveTerms
    column: str
    named: Value | None
    kept: Value


def unkept(moves: Sequence[MoveTerms], offer: OfferTerms, before: OfferTerms | None = None) -> tuple[Unkept, ...]:
    """Agreed moves about payment, term or free months whose words the offer does not say, in the order given.

    A move whose words name no value is told of only where nothing that it may mean differs from the offer `before`.
    """
    agreed = [move for move in moves if move.status is MoveStatus.AGREED and move.issue in READERS]
    return tuple(found for move in agreed for found in _of(move, offer, before or offer))


def _of(move: MoveTerms, offer: OfferTerms, before: OfferTerms) -> Iterator[Unkept]:
    columns = READERS[move.issue]
    named = named_terms(move)
    for column, value in named.items():
        if value != (kept := held(offer, column)):
            yield Unkept(move=move, column=column, named=value, kept=kept)
    if not named and all(held(offer, column) == held(before, column) for column in columns):
        first = next(iter(columns))
        yield Unkept(move=move, column=first, named=None, kept=held(offer, first))


def named_terms(move: MoveTerms) -> Mapping[str, Value]:
    """The terms its words name, by column; of two values the later one, as in 季付改年付. Months and days are whole."""
    readers = INVOICED if move.issue is Issue.INVOICE else READERS.get(move.issue, {})
    read = {column: reader(move.what) for column, reader in readers.items()}
    return {column: value for column, value in read.items() if value is not None}


def held(offer: OfferTerms, column: str) -> Value:
    value: Value = getattr(offer.payment, PAYMENT[column]) if column in PAYMENT else getattr(offer, column)
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
