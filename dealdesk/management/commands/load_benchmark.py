"""Fills an empty database with an invented desk of a given size, to measure against."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dealdesk.management.bulk import desk
from stakeholders.models import User


class Command(BaseCommand):
    help = "Fills an EMPTY database with invented customers, quotes and lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quotes", type=int, default=100_000)
        parser.add_argument("--lines", type=int, default=500_000)
        parser.add_argument("--customers", type=int, default=10_000)
        parser.add_argument("--password", default="", help="everybody's password; none can log in without it")

    def handle(self, *args: Any, quotes: int, lines: int, customers: int, password: str, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("There is somebody here already. Give an empty database: this one is left as it is.")
        desk.load(desk.Desk(quotes=quotes, lines=lines, customers=customers, at=timezone.now(), password=password))
        desk.analyse()
