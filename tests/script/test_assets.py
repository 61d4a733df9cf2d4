import re

import pytest

from tests.script import load

assets = load("assets")


def test_a_picture_within_a_style_sheet_becomes_a_file_of_its_own(tmp_path):
    css = """a{background:url("data:image/svg+xml,%3csvg fill='%23fff'/%3e")}b{background:url("x.svg")}"""
    served = assets.without_data_pictures(css, tmp_path)
    (picture,) = tmp_path.iterdir()
    assert picture.read_text() == "<svg fill='#fff'/>"
    assert served == f"""a{{background:url("{picture.name}")}}b{{background:url("x.svg")}}"""


def test_what_is_served_holds_no_data_picture_and_names_no_source_map():
    served = sorted(assets.VENDOR.glob("*.[cj]s*"))
    assert [file.name for file in served] == sorted(assets.SERVED.values())
    for file in served:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"""url\(["']?data:|sourceMappingURL=\S+\.map\s*(\*/)?\s*\Z""", text), file.name


def test_the_sprite_holds_the_listed_icons_and_an_unknown_name_stops_the_build(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "PACKAGES", tmp_path)
    (tmp_path / "bootstrap-icons" / "icons").mkdir(parents=True)
    source = '<svg xmlns="x" width="16" fill="currentColor" class="bi" viewBox="0 0 16 16">\n  <path d="M1"/>\n</svg>'
    (tmp_path / "bootstrap-icons" / "icons" / "flag.svg").write_text(source)
    assert '<symbol id="flag" viewBox="0 0 16 16"><path d="M1"/></symbol>' in assets.sprite(["flag"])
    with pytest.raises(SystemExit, match="no icon named “banner”"):
        assets.sprite(["banner"])
