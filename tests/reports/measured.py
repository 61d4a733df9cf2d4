"""Reading PDFs back: words with their places, fonts with their glyphs, the tree of tags."""

import re
import subprocess
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from pypdf import PdfReader

POINTS_PER_MM = 72 / 25.4
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Word:
    """A word and its box, in millimetres from the upper left corner of its page (numbered from 1)."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def words_of(pdf: bytes) -> list[Word]:
    """Every word in the order of the text."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    tree = ElementTree.fromstring(_NOT_XML.sub("", told.stdout.decode()))
    found = []
    for number, page in enumerate(tree.iter("{http://www.w3.org/1999/xhtml}page"), start=1):
        for word in page.iter("{http://www.w3.org/1999/xhtml}word"):
            box = (float(word.get(side)) / POINTS_PER_MM for side in ("xMin", "yMin", "xMax", "yMax"))
            found.append(Word(number, word.text or "", *box))
    return found


def text_of(pdf: bytes) -> str:
    """The text in reading order."""
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return told.stdout.decode()


def closed_up(text: str) -> str:
    """Text without white space: where lines break does not matter."""
    return re.sub(r"\s+", "", text)


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Every font by name, and whether it is embedded as a subset."""
    found = {}
    for font in _fonts(pdf):
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        embedded = any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
        found[font["/BaseFont"]] = embedded and bool(re.match(r"/[A-Z]{6}\+", font["/BaseFont"]))
    return found


def _fonts(pdf: bytes) -> list:
    """Every font of the document once."""
    fonts = {}
    for page in reader(pdf).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts[font.get_object()["/BaseFont"]] = font.get_object()
    return list(fonts.values())


def boxes_in(pdf: bytes) -> list[str]:
    """The fonts with which a box is drawn in place of a missing character.

    The renderer gives missing characters numbers of their own and then needs a map from numbers to glyphs; a font in
    which nothing is missing maps every number to itself.
    """
    return sorted(str(font["/BaseFont"]) for font in _fonts(pdf) if font["/Encoding"] != "/Identity-H")


def empty_glyphs(pdf: bytes, characters: str) -> list[str]:
    """Those of the characters that are drawn with a glyph without any outline, or not at all."""
    drawn = set().union(*(_drawn(font, characters) for font in _fonts(pdf)))
    return [character for character in characters if character not in drawn]


def _drawn(font, characters: str) -> set[str]:
    """The characters for which an embedded font has an outline."""
    unicode = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    pairs = re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?=\n|<|e)", unicode)
    glyph_of = {bytes.fromhex(code).decode("utf-16-be", "ignore"): int(glyph, 16) for glyph, code in pairs}
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    stream = next(descriptor[name] for name in ("/FontFile3", "/FontFile2", "/FontFile") if name in descriptor)
    program = TTFont(BytesIO(stream.get_object().get_data()))
    outlines, order = program.getGlyphSet(), program.getGlyphOrder()
    found = set()
    for character in characters:
        if character in glyph_of:
            pen = BoundsPen(outlines)
            outlines[order[glyph_of[character]]].draw(pen)
            if pen.bounds:
                found.add(character)
    return found


def tags_of(pdf: bytes) -> list[str]:
    """The structure's tags in document order."""

    def walk(node):
        node = node.get_object()
        if not hasattr(node, "get"):
            return
        if "/S" in node:
            yield str(node["/S"])
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int) and not isinstance(kid.get_object(), int):
                yield from walk(kid)

    return list(walk(reader(pdf).trailer["/Root"]["/StructTreeRoot"]))


def pictures_in(pdf: bytes) -> int:
    """How many raster pictures stand on the pages."""
    held = (page["/Resources"].get("/XObject", {}) for page in reader(pdf).pages)
    return sum(one.get_object().get("/Subtype") == "/Image" for of_page in held for one in of_page.values())
