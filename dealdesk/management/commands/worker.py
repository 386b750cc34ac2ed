"""Does the work that was put off, beside the web processes and on any number of machines."""

from typing import Any

from django.core.management.base import BaseCommand

from dealdesk import later


class Command(BaseCommand):
    help = "Do the work that was put off, until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        later.work()
