"""The buying organisations, and the people in them."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from dealdesk.db import bigrams, choices, containing, normal, one_of, paired
from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.seats.words import SeatKind


class CustomerQuerySet(models.QuerySet["Customer"]):
    def matching(self, text: str) -> Self:
        """Customers whose name, pinyin or initials contain the text."""
        return containing(self, "search_text", normal(text))


class Customer(models.Model):
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    industry = models.CharField(max_length=20, choices=choices(Industry))
    size = models.CharField(max_length=20, choices=choices(Size))
    city = models.CharField(max_length=40, blank=True)
    fiscal_year_end_month = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    budget_freeze_on = models.DateField(null=True, blank=True)
    tax_id = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=200, blank=True)
    # As English documents print them; the Chinese where they are empty.
    name_en = models.CharField(max_length=160, blank=True, db_default="")
    address_en = models.CharField(max_length=300, blank=True, db_default="")
    # Goes up with every save of the facts, which names the one it was made from.
    edition = models.PositiveIntegerField(default=1)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="customers")
    team = models.ForeignKey("stakeholders.Team", models.PROTECT, related_name="customers")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)
    # Written by the action that saves a customer: normalised name, pinyin and initials.
    name_key = models.CharField(max_length=120)
    name_pinyin = models.CharField(max_length=400)
    search_text = models.TextField()
    search_text_bigrams = bigrams("search_text")

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name_key"], name="customer_name_once"),
            models.CheckConstraint(condition=Q(fiscal_year_end_month__range=(1, 12)), name="customer_fiscal_month"),
            one_of("industry", Industry, "customer_industry_known"),
            one_of("size", Size, "customer_size_known"),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["search_text_bigrams"], name="customer_search"),
            models.Index(fields=["name_pinyin", "id"], name="customer_by_pinyin"),
            models.Index(fields=["-updated_at", "-id"], name="customer_by_update"),
            models.Index(fields=["team", "-updated_at", "-id"], name="customer_by_team"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def english(self) -> tuple[tuple[str, str], ...]:
        """What English papers call it, beside the Chinese, as far as somebody wrote it."""
        return tuple(self.english_by_field.values())

    @property
    def english_by_field(self) -> dict[str, tuple[str, str]]:
        said = {"name_en": (self.name, self.name_en), "address_en": (self.address, self.address_en)}
        return {name: (zh, en) for name, (zh, en) in said.items() if en}


class ContactQuerySet(models.QuerySet["Contact"]):
    def known(self) -> Self:
        """Whoever has not been erased."""
        return self.filter(erased_at=None)


class Contact(models.Model):
    """A person at a customer; one person can sit in many deals."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=60, blank=True)
    seat = models.CharField(max_length=16, choices=choices(SeatKind))
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    note = models.TextField(blank=True, max_length=2000)
    edition = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    # Nothing about the person is left in a row that was erased; deals and rounds that point at it stay true.
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["customer_id", "name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "name", "title"], name="contact_once_per_customer"),
            one_of("seat", SeatKind, "contact_seat_known"),
            paired("erased", "contact_erased_pair"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(title="", phone="", email="", note=""),
                name="contact_erased_holds_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.name
