"""The lists of the months, the titles and the hints: what the page selects, as workbook and CSV."""

from reports.models import IntegrityFlag, QuarterReport
from tests.reports.rows import APRIL
from tests.reports.views.test_exports import cells, filename, workbook
from tests.reports.views.test_titles import make_title

FLAGS = "/quarters/2026Q1/flags/flags"


def lines(response) -> list[str]:
    return response.content.decode("utf-8-sig").splitlines()


def test_the_board_is_taken_along_as_it_is_chosen(cast, accepted, programme, signed_in):
    client = signed_in(cast.officer)
    everything = client.get("/months/months.xlsx?year=2026")
    chosen = client.get("/months/months.csv?year=2026&q=机电")

    assert filename(everything) == "月度考核进度表.xlsx"
    january = [row for row in cells(workbook(everything)["月度考核"])[3:] if row[1] == "2026年1月"]
    assert {row[0]: row[2] for row in january} == {
        "老干第一党支部": "未开始",
        "老干第二党支部": "未开始",
        "机电党支部": "已结算",
        "机关党支部": "未开始",
    }
    assert {line.split(",")[0] for line in lines(chosen)[1:]} == {"机电党支部"}
    assert {line.split(",")[0] for line in lines(signed_in(cast.secretary_b).get("/months/months.csv"))[1:]} == {
        "机关党支部"
    }


def test_the_titles_are_taken_along_as_they_are_chosen(cast, filed, programme, signed_in):
    for number, name in enumerate(("甲一", "欧阳𠮷"), start=1):
        make_title(cast, QuarterReport.objects.get(), number, name=name)
    client = signed_in(cast.party_member)
    book = workbook(client.get("/titles/titles.xlsx?category=safety"))

    assert [row[2] for row in cells(book["旗手称号"])[3:]] == ["甲一", "欧阳𠮷"]
    assert dict(row[:2] for row in cells(book["封面"]))["范围"] == "安全生产"
    assert len(lines(client.get("/titles/titles.csv?category=marketing"))) == 1
    assert filename(client.get("/titles/titles.csv")) == "旗手称号名册.csv"


def test_the_hints_are_taken_along_as_they_are_chosen(cast, accepted, programme, signed_in):
    kinds = list(IntegrityFlag._meta.get_field("kind").terms)[:2]
    for kind in kinds:
        IntegrityFlag.objects.create(
            report=accepted,
            version=accepted.version,
            kind=kind,
            word_zh=kind.zh,
            word_en="x",
            zh=f"依据{kind.zh}",
            en="x",
        )
    IntegrityFlag.objects.filter(kind=kinds[1]).update(looked_at=APRIL, looked_by=cast.officer, remark="已核实")
    client = signed_in(cast.officer)
    everything = cells(workbook(client.get(f"{FLAGS}.xlsx?state=all"))["提示"])[3:]

    assert {(row[1], row[5], row[6]) for row in everything} >= {
        ("机电党支部", f"依据{kinds[0].zh}", None),
        ("机电党支部", f"依据{kinds[1].zh}", "已核实"),
    }
    assert all("已核实" not in line for line in lines(client.get(f"{FLAGS}.csv"))[1:])
    assert any("已核实" in line for line in lines(client.get(f"{FLAGS}.csv?state=looked")))
    assert client.get("/quarters/2031Q1/flags/flags.csv").status_code == 404
