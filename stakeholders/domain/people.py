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
