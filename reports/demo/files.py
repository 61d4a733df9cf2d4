"""Files of the demo company, drawn here: a certificate that proves an award, and portraits of nobody."""

import datetime as dt
from functools import cache
from io import BytesIO
from time import gmtime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from flagship.models import Indicator
from reports.demo.dice import dice
from scoring.actions.evidence import attach_evidence
from scoring.models import MonthSheet
from scoring.queries.sheet_document import sheet_document
from scoring.rules.evidence import claims_something

_TONES = ("#8a6d3b", "#4f6d7a", "#6b5b73", "#5d7052", "#7a4f4f")


def prove(sheet: MonthSheet, *, by, now: dt.datetime) -> None:
    """Attach a certificate wherever a value of the sheet needs evidence and has none."""
    templates = sheet.participants.values("template")
    asking = {one.pk: one for one in Indicator.objects.filter(template__in=templates, evidence_required=True)}
    if not asking:
        return
    people = {row.pk: row for row in sheet.participants.select_related("member", "sheet")}
    for row in sheet_document(sheet, now=now).rows:
        for cell in row.cells:
            if cell.indicator_id in asking and not cell.evidence and claims_something(cell.value, cell.marks):
                name = f"{row.name}{asking[cell.indicator_id].name}证明.pdf"
                attach_evidence(
                    participant=people[row.participant_id],
                    indicator=asking[cell.indicator_id],
                    files=[SimpleUploadedFile(name, _certificate())],
                    by=by,
                    now=now,
                )


def portrait_of(number: str) -> SimpleUploadedFile:
    """Head and shoulders in one tone."""
    return SimpleUploadedFile("证件照.png", _portrait(dice("portrait", number).choice(_TONES)))


@cache
def _certificate() -> bytes:
    sheet = Image.new("RGB", (420, 297), "#fdf8ec")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((14, 14, 405, 282), outline="#b8862f", width=4)
    draw.ellipse((180, 96, 240, 156), fill="#b7141a")
    out = BytesIO()
    sheet.save(out, "PDF", creationDate=gmtime(0), modDate=gmtime(0))
    return out.getvalue()


@cache
def _portrait(tone: str) -> bytes:
    picture = Image.new("RGB", (240, 320), "#f2ece1")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((30, 210, 210, 470), fill=tone)
    draw.ellipse((70, 70, 170, 195), fill=tone)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
