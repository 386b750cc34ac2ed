"""The roles people hold here."""

from dealdesk.kernel.words import Word


class Role(Word):
    SALES = "sales"
    PRESALES = "presales", "Pre-sales"
    MANAGER = "manager"
    LEGAL = "legal"
    FINANCE = "finance"
    DELIVERY = "delivery"
    ADMIN = "admin", "Administrator"


# Who may decide on an approval: the line above a deal, and whoever speaks for a trade.
DECIDERS = frozenset({Role.MANAGER, Role.LEGAL, Role.FINANCE, Role.DELIVERY})
