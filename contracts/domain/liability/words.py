"""What may go wrong, under which cap it falls, and what the general cap is made of."""

from dealdesk.kernel.words import Word


class Harm(Word):
    SERVICE = "service", "The service fails or is late"
    DATA = "data", "Personal information leaks"
    CONFIDENCE = "confidence", "Confidential information gets out"
    RIGHTS = "rights", "Rights of others are infringed"
    UNLAWFUL = "unlawful", "Any breach of law"
    INJURY = "injury", "Injury to persons"
    GROSS = "gross", "Intent or gross negligence"


# 民法典, article 506: no cap holds for these, so that leaving them out of it gives nothing away.
NEVER_CAPPED = frozenset({Harm.INJURY, Harm.GROSS})


class Bucket(Word):
    GENERAL = "general", "Under the general cap"
    INCREASED = "increased", "Under the increased cap"
    UNLIMITED = "unlimited", "Without a cap"


class Basis(Word):
    """What the general cap is made of. Paid and payable differ by what is due and not paid: on the first day of an
    arrears contract nothing is paid yet."""

    PAID = "paid", "Fees paid in the twelve months before the claim"
    PAYABLE = "payable", "Fees payable in the twelve months before the claim"
    CONTRACT = "contract", "The whole contract"
    AMOUNT = "amount", "The amount on the checklist"
    NONE = "none", "No cap in all"


class Unbounded(Word):
    """Why it is not known how much one cap leaves at stake, the gravest first."""

    BOUNDLESS = "boundless", "without bound"
    NOT_ENTERED = "entered", "cap not entered"
    UNSAID = "unsaid", "loss not typed"
