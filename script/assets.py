"""Copies the few package files that are served from node_modules/ to build/vendor/.

An allow-list, because the packages hold thousands of files that nobody asks for. Two things are changed on the way:

- Bootstrap's style sheet holds pictures as ``data:`` addresses, which the Content-Security-Policy refuses; they
  become files of their own.
- The name of a source map is cut off, because the map is not served and hashing names would look for it.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "build" / "vendor"
ICON_LIST = ROOT / "static" / "icons.txt"

SERVED = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap.bundle.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "echarts/dist/echarts.common.min.js": "echarts.min.js",
}

SOURCE_MAP = re.compile(r"(?:/\*# sourceMappingURL=\S+ \*/|//# sourceMappingURL=\S+)\s*\Z")
DATA_PICTURE = re.compile(r'url\("data:image/svg\+xml,([^"]+)"\)')
ICON = re.compile(r'<svg [^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>', re.DOTALL)


def without_data_pictures(css, folder):
    """The style sheet with each embedded SVG written to folder and named by address instead."""

    def to_file(found):
        svg = unquote(found[1])
        name = f"bootstrap-{hashlib.sha256(svg.encode()).hexdigest()[:8]}.svg"
        (folder / name).write_text(svg, encoding="utf-8")
        return f'url("{name}")'

    return DATA_PICTURE.sub(to_file, css)


def sprite(names):
    """One SVG with a symbol for each named icon; a page shows one by ``<use href="…/icons.svg#name">``."""
    symbols = []
    for name in names:
        source = PACKAGES / "bootstrap-icons" / "icons" / f"{name}.svg"
        if not source.exists():
            sys.exit(f"static/icons.txt: bootstrap-icons has no icon named “{name}”.")
        box, shapes = ICON.search(source.read_text(encoding="utf-8")).groups()
        symbols.append(f'<symbol id="{name}" viewBox="{box}">{" ".join(shapes.split())}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def icon_names():
    """The names of static/icons.txt, sorted, each once."""
    lines = ICON_LIST.read_text(encoding="utf-8").splitlines()
    return sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")})


def main():
    """Make build/vendor/ anew, beside the old one, and swap."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for source, name in SERVED.items():
        text = SOURCE_MAP.sub("", (PACKAGES / source).read_text(encoding="utf-8"))
        if name.endswith(".css"):
            text = without_data_pictures(text, fresh)
        (fresh / name).write_text(text, encoding="utf-8")
    (fresh / "icons.svg").write_text(sprite(icon_names()), encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


if __name__ == "__main__":
    main()
