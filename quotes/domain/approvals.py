"""When an offer counts as approved: decisions bound to one content hash."""

from dealdesk.kernel.words import Word


class Verdict(Word):
    APPROVE = "approve"
    REJECT = "reject"
