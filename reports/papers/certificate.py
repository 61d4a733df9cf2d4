"""荣誉证书: one landscape page for each title, with its number and a code by which anybody can verify it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import segno

from reports import progress
from reports.clean import fit_for_paper, printable
from reports.documents import TitleDocument
from reports.letterhead import Letterhead
from reports.papers.paper import Paper, printed
from reports.provenance import Provenance

_NOT_IN_NAMES = re.compile(r"[^\w〔〕·（）-]")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A title and where it is verified. `code` is the verify code in groups of five, `qr` its address as SVG."""

    document: TitleDocument
    address: str
    code: str
    qr: str


def certificate_paper(certificates: Sequence[Certificate], head: Letterhead) -> Paper:
    """The certificates of a quarter, one a page, in one file."""
    about = _about([certificate.document for certificate in certificates])
    return Paper(
        title=(f"{about}荣誉证书",),
        name=f"{about}荣誉证书",
        template="certificate.html",
        issuer=head.company,
        styles=("certificate.css",),
        values={"certificates": certificates},
        pages=len(certificates),
    )


def _about(titles: Sequence[TitleDocument]) -> str:
    """Whose certificates they are: one person's, one category's, or those of the quarter."""
    first = titles[0]
    if len(titles) == 1:
        return f"{first.name}{first.quarter.zh}{first.category.title_zh}"
    of_one_category = len({title.category for title in titles}) == 1
    return f"{first.quarter.zh}{first.category.title_zh if of_one_category else '旗手称号'}"


def zipped(certificates: Sequence[Certificate], head: Letterhead, origin: Provenance) -> bytes:
    """A file for each certificate, named for its number and person, in one archive."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:  # PDFs are compressed already
        for number, one in enumerate(certificates):
            progress.tell(number, len(certificates))
            with progress.part_of(number, len(certificates)):
                data = printed(certificate_paper([one], head), head, origin)
            name = _NOT_IN_NAMES.sub("", f"{one.document.number_zh}{one.document.name}")[:100]
            archive.writestr(ZipInfo(f"{name}.pdf", origin.at.timetuple()[:6]), data)
    return out.getvalue()


def certificate(document: TitleDocument, address: str) -> Certificate:
    """A certificate that leads to `address`, the public page of its code."""
    document = fit_for_paper(document)
    code = document.verify_code
    return Certificate(
        document=document,
        address=address,
        code=" ".join(code[i : i + 5] for i in range(0, len(code), 5)),
        qr=segno.make(address, error="m", micro=False).svg_inline(
            svgclass="qr",
            lineclass=None,
            title=printable(f"核验二维码，证书编号{document.number_zh}"),
            omitsize=True,
            border=1,
        ),
    )
