"""荣誉证书: one landscape page for each title, with its number and a code by which anybody can verify it."""

from dataclasses import dataclass

import segno

from reports.clean import fit_for_paper, printable
from reports.documents import TitleDocument
from reports.letterhead import Letterhead
from reports.papers.paper import Paper


@dataclass(frozen=True, slots=True)
class Certificate:
    """A title and where it is verified. `code` is the verify code in groups of five, `qr` its address as SVG."""

    document: TitleDocument
    address: str
    code: str
    qr: str


def certificate_paper(certificates: list[Certificate], head: Letterhead) -> Paper:
    """The certificates, one a page, in one file."""
    first = certificates[0].document
    one = len(certificates) == 1
    about = f"{first.name}{first.quarter.zh}{first.category.title_zh}" if one else f"{first.quarter.zh}旗手称号"
    return Paper(
        title=(f"{about}荣誉证书",),
        name=f"{about}荣誉证书",
        template="certificate.html",
        issuer=head.company,
        styles=("certificate.css",),
        values={"certificates": certificates},
    )


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
