"""All files of one reader in one archive, under the names they have by themselves; the dates in it are the room's."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from workshop.core.report import Label, RoomReport, label
from workshop.exports import branded, formats, name_of
from workshop.exports._brand import UNBRANDED, Branding
from workshop.exports._office import EARLIEST, zipped
from workshop.exports._pen import Pen

EXTENSION: Final = "zip"
MEDIA_TYPE: Final = "application/zip"
TITLE: Final = label("All files in one archive (ZIP)").text
NAME: Final = label("Everything").text


def write(report: RoomReport, lang: str, brand: Branding = UNBRANDED) -> bytes:
    pen, target = Pen(report, lang), BytesIO()
    opened = max(EARLIEST, (*pen.time(report.opened).timetuple()[:5], 0))
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for form in formats().values():
            if form.EXTENSION == EXTENSION:
                continue
            name = f"{pen.text(Label(name_of(form)))}.{form.EXTENSION}"
            archive.writestr(zipped(name, opened), branded(form, report, lang, brand))
    return target.getvalue()
