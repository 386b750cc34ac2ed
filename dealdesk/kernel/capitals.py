"""Amounts in words, as cheques and contracts need them: in Chinese capitals, and in English."""

from decimal import Decimal

from dealdesk.kernel.money import round_to
from dealdesk.kernel.refusals import Refusal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")
GROUPS = ("亿", "万", "")
LIMIT = Decimal(10) ** 12


def rmb_capitals(amount: Decimal) -> str:
    """An amount of yuan in capitals, without the leading 人民币: 1409.50 is 壹仟肆佰零玖元伍角.

    Source: 支付结算办法 (银发〔1997〕393号), annex 1, articles 1-2: whole yuan end in 整, fen never do, jiao need not;
    zeros inside a number are one 零; where the rules leave the choice, a zero before 角 or between 万 and 元 is not
    written unless it stands for a missing place. Refuses more than two decimals, and a trillion or more.
    """
    if not amount.is_finite() or abs(amount) >= LIMIT:
        raise Refusal("An amount in capitals must be below one trillion.")
    if amount != round_to(amount, 2):
        raise Refusal("An amount in capitals has at most two decimals.")
    fen = int(abs(amount) * 100)
    yuan, jiao, fen = fen // 100, fen // 10 % 10, fen % 10
    sign = "负" if amount < 0 else ""
    if not (jiao or fen):
        return f"{sign}{_whole(yuan) or DIGITS[0]}元整"
    return sign + (f"{_whole(yuan)}元" if yuan else "") + _parts(jiao, fen, after_yuan=bool(yuan))


def _parts(jiao: int, fen: int, *, after_yuan: bool) -> str:
    if not jiao:
        return (DIGITS[0] if after_yuan else "") + f"{DIGITS[fen]}分"
    return f"{DIGITS[jiao]}角" + (f"{DIGITS[fen]}分" if fen else "")


def _whole(yuan: int) -> str:
    """Groups of four digits; a group that lost its leading places is joined to what stands before it by one 零."""
    text = ""
    for name, group in zip(GROUPS, (yuan // 10**8, yuan // 10**4 % 10**4, yuan % 10**4), strict=True):
        if group:
            text += (DIGITS[0] if text and group < 1000 else "") + _group(group) + name
    return text


def _group(group: int) -> str:
    text, gap = "", False
    for place, digit in zip(PLACES, map(int, f"{group:04}"), strict=True):
        if digit:
            text += (DIGITS[0] if gap else "") + DIGITS[digit] + place
        gap = bool(text) and not digit
    return text


ONES = (
    "", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen",
    "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
)  # fmt: skip
TENS = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
THOUSANDS = ("", "Thousand", "Million", "Billion")


def english_words(amount: Decimal) -> str:
    """An amount as an English cheque says it, without its currency: 1409.50 is One Thousand Four Hundred Nine and
    50/100 Only. Refuses what capitals refuse."""
    if not amount.is_finite() or abs(amount) >= LIMIT:
        raise Refusal("An amount in capitals must be below one trillion.")
    if amount != round_to(amount, 2):
        raise Refusal("An amount in capitals has at most two decimals.")
    whole, cents = divmod(int(abs(amount) * 100), 100)
    words = [*(["Minus"] if amount < 0 else []), *(_in_thousands(whole) or ["Zero"])]
    return " ".join([*words, *(["and", f"{cents:02d}/100"] if cents else []), "Only"])


def _in_thousands(whole: int) -> list[str]:
    words: list[str] = []
    for name in THOUSANDS:
        whole, part = divmod(whole, 1000)
        if part:
            words = [*_below_thousand(part), *filter(None, [name]), *words]
    return words


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = [ONES[hundreds], "Hundred"] if hundreds else []
    if rest < len(ONES):
        return [*words, *filter(None, [ONES[rest]])]
    return [*words, "-".join(filter(None, [TENS[rest // 10], ONES[rest % 10]]))]
