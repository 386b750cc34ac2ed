"""The links of a file, and what they were used for; orders of several files."""

from django.urls import reverse

from quotes.domain.links import Device, Seen
from quotes.models import LinkView
from tests.architecture.listing import Cast
from tests.factories import batches, links, paper
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW


def reader_links(cast: Cast, rows: int) -> str:
    """As many, each of which was opened by a person and looked at by a program."""
    export = paper.made(cast.draft(), cast.ada, NOW)
    reader = whom.contact(customer=cast.deal.customer, name="周昀")
    for number in range(rows):
        made = links.link(export=export, recipient=reader, by=cast.ada, token=f"t{number}").link
        for device in (Device.PHONE, Device.PROGRAM):
            LinkView.objects.create(link=made, seen=Seen.PAGE, device=device, at=NOW)
    return reverse("quotes:links", args=[export.pk])


def batch(cast: Cast, rows: int) -> str:
    """As many files, each of a quote of its own."""
    made = [paper.made(cast.draft(), cast.ada, NOW) for _ in range(rows)]
    return reverse("quotes:batch", args=[batches.batch(*made, by=cast.ada).pk])


def batch_new(cast: Cast, rows: int) -> str:
    for _ in range(rows):
        cast.draft()
    return reverse("quotes:batch_new")
