"""The renderer: it fetches nothing, from nowhere, and several may ask it at once."""

import ast
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from weasyprint import HTML

from reports import pdf as renderer
from reports.pdf import to_pdf
from tests.reports.measured import closed_up, reader, text_of

CANARY = "金丝雀4711"


def page(body: str, title: str = "纸") -> str:
    return f'<html lang="zh-CN"><head><title>{title}</title></head><body>{body}</body></html>'


@pytest.fixture
def listener():
    """A server on this machine that writes down who asked for what."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"body { color: red }")

        def log_message(self, *_):
            """Nothing on stderr."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def planted(tmp_path):
    """A file of this machine that must not get into a document: text and, as SVG, a picture."""
    (tmp_path / "canary.txt").write_text(CANARY, encoding="utf-8")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40"><text y="20">{CANARY}</text></svg>'
    (tmp_path / "canary.svg").write_text(svg, encoding="utf-8")
    return tmp_path


def traps(folder: Path, address: str) -> str:
    """Everything that makes a renderer open something."""
    file = (folder / "canary.svg").as_uri()
    css = f"body {{ background: url({file}) }} @import url({address}/import.css); p::before {{ content: url({file}) }}"
    return page(
        f"<style>{css} @font-face {{ font-family: x; src: url({address}/font.ttf) }} p {{ font-family: x }}</style>"
        f'<link rel="stylesheet" href="{address}/sheet.css"><link rel="attachment" href="{file}">'
        f'<img src="{file}" alt=""><img src="{address}/picture.png" alt=""><object data="{file}"></object>'
        f'<embed src="{file}"><iframe src="{file}"></iframe><p style="background: url({address}/inline.png)">文字</p>'
        f'<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{file}" width="9" height="9"/></svg>'
    )


def test_nothing_is_fetched(planted, listener):
    address, asked = listener
    made = to_pdf(traps(planted, address), "official.css")

    assert "文字" in text_of(made)
    assert asked == []
    assert CANARY not in text_of(made)
    assert reader(made).attachments == {}


def test_the_traps_catch_a_renderer_that_fetches(planted, listener):
    address, asked = listener
    made = HTML(string=traps(planted, address)).write_pdf()

    assert set(asked) >= {"/sheet.css", "/picture.png"}
    assert CANARY in text_of(made)
    assert "canary.svg" in reader(made).attachments


def test_what_cannot_be_printed_is_left_out():
    odd = "张\x00三\x07\x1b[31m\ufeff\ufffe\u202e李\ud800四"

    assert closed_up(text_of(to_pdf(page(f"<p>{odd}</p>"), "official.css"))).startswith("张三[31m李四")


def test_several_threads_get_each_their_own_document():
    def make(number: int) -> str:
        return closed_up(text_of(to_pdf(page(f"<p>第{number}份</p>", title=f"{number}"), "official.css")))

    with ThreadPoolExecutor(max_workers=4) as pool:
        made = list(pool.map(make, range(12)))
    assert [text.split("份")[0] for text in made] == [f"第{number}" for number in range(12)]


def test_a_renderer_that_is_busy_is_told_as_a_sentence(monkeypatch):
    go_on = threading.Event()
    renderer._renderer().submit(go_on.wait, 20)
    monkeypatch.setattr(renderer, "LONGEST_WAIT", 0.05)

    with pytest.raises(renderer.TooSlow):
        to_pdf(page("<p>等待</p>"), "official.css")
    go_on.set()


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return named | {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}


def test_one_module_alone_knows_the_renderer():
    rooms = [Path(settings.BASE_DIR, room) for room in ("flagship", "branches", "members", "scoring", "reports")]
    knowing = [
        path.relative_to(settings.BASE_DIR).as_posix()
        for room in rooms
        for path in room.rglob("*.py")
        if any(name.split(".")[0] == "weasyprint" for name in imports_of(path))
    ]
    assert knowing == ["reports/pdf.py"]
