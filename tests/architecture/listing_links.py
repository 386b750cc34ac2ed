"""Files of a quote and those that failed, the links of one and what they were used for; orders of several files."""

from datetime import timedelta

from django.urls import reverse

from dealdesk.kernel.refusals import Refusal
from quotes.domain.links import Device, Seen
from quotes.models import LinkView, ProposalExport
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


def proposals(cast: Cast, rows: int) -> str:
    made = cast.draft()
    for number in range(rows):
        ProposalExport.objects.create(
            version=made,
            content_hash="0" * 64,
            state="failed",
            failure=Refusal("The press broke."),
            requested_at=NOW + timedelta(minutes=number),
            requested_by=cast.ada,
            finished_at=NOW + timedelta(minutes=number),
        )
    return reverse("quotes:proposals", args=[made.quote_id])


def proposals_failed(cast: Cast, rows: int) -> str:
    """As many that the machine gave up."""
    made = cast.draft()
    for number in range(rows):
        ProposalExport.objects.create(
            version=made,
            content_hash="0" * 64,
            language=("zh-hans", "en")[number % 2],
            kind=("proposal", "quotation")[number // 2],
            state="failed",
            failure=Refusal("The press broke."),
            by_machine=True,
            requested_at=NOW,
            requested_by=cast.ada,
            finished_at=NOW,
        )
    return reverse("quotes:proposals_failed")
