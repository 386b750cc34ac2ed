"""The wiring app: no tables, only what stands above and below the others."""

from django.apps import AppConfig


class DealDeskConfig(AppConfig):
    name = "dealdesk"
    verbose_name = "Deal Desk"
