"""The wiring app: no tables, only what stands above and below the others."""

from django.apps import AppConfig


class DealDeskConfig(AppConfig):
    name = "dealdesk"
    verbose_name = "Deal Desk"

    def ready(self) -> None:
        from dealdesk.web import proxies  # noqa: F401, PLC0415 (its check is registered)
