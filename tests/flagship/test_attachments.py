"""Documents are checked before they are kept."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from flagship.attachments import MOST_BYTES, attachment_problem, kept_name, stored_name


def word() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


def other_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.exe", "MZ")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("方案.pdf", b"%PDF-1.7 ..."),
        ("方案.PDF", b"%PDF-1.7 ..."),
        ("p.jpg", b"\xff\xd8\xff\xe0"),
        ("p.jpeg", b"\xff\xd8\xff\xe0"),
        ("p.png", b"\x89PNG\r\n\x1a\n"),
        ("方案.docx", word()),
    ],
)
def test_what_is_accepted(name, data):
    upload = SimpleUploadedFile(name, data)
    assert attachment_problem(upload) is None
    assert upload.read() == data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("virus.exe", b"MZ"),
        ("方案", b"%PDF-1.7"),
        ("page.html", b"<script>"),
        ("x.svg", b"<svg/>"),
        ("empty.pdf", b""),
        ("lie.pdf", b"<html>"),
        ("lie.docx", other_zip()),
        ("broken.docx", b"PK\x03\x04 broken"),
        ("lie.png", b"\xff\xd8\xff\xe0"),
    ],
)
def test_what_is_refused(name, data):
    assert attachment_problem(SimpleUploadedFile(name, data))


def test_a_file_above_the_limit_is_refused():
    upload = SimpleUploadedFile("a.pdf", b"%PDF-")
    upload.size = MOST_BYTES + 1
    assert attachment_problem(upload)


def test_nobodys_file_name_reaches_the_disk():
    assert "etc" not in stored_name(SimpleUploadedFile("../../etc/passwd.pdf", b"x"))
    assert stored_name(SimpleUploadedFile("方案.PDF", b"x")).endswith(".pdf")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("获奖证书.PDF", "获奖证书.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\文件\\证书.pdf", "证书.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_bSet-Cookie_ x.pdf"),
        ("发票\u202efdp.exe.pdf", "发票fdp.exe.pdf"),
        ("...pdf", "附件.pdf"),
        ("𠮷㛃.docx", "𠮷㛃.docx"),
    ],
)
def test_a_hostile_name_is_kept_without_its_sting(given, kept):
    assert kept_name(given) == kept


def test_a_long_name_keeps_its_ending():
    assert kept_name("证" * 300 + ".pdf") == "证" * 116 + ".pdf"
