"""What kinds of organisation buy from us."""

from dealdesk.kernel.words import Word


class Industry(Word):
    EDUCATION = "education"
    ENTERTAINMENT = "entertainment", "Social and entertainment"
    HEALTHCARE = "healthcare"
    FINANCE = "finance", "Financial services"
    RECRUITMENT = "recruitment"
    GAMING = "gaming"
    MOBILITY = "mobility", "Mobility and logistics"
    TOURISM = "tourism", "Culture and tourism"
    CONSTRUCTION = "construction"
    ECOMMERCE = "ecommerce", "E-commerce"
    GOVERNMENT = "government", "Government and public bodies"
    OTHER = "other", "Other industry"


class Size(Word):
    """Headcount bands; each band includes its lower bound and excludes its upper one."""

    UNDER_50 = "under_50", "Under 50 people"
    FROM_50 = "from_50", "50–199 people"
    FROM_200 = "from_200", "200–999 people"
    FROM_1000 = "from_1000", "1,000–4,999 people"
    FROM_5000 = "from_5000", "5,000 people and more"
    UNKNOWN = "unknown", "Size unknown"
