"""Bytes as a file that a browser keeps."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

LETTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPER = "application/pdf"
PACKAGE = "application/zip"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition or ""})
