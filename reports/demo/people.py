"""The people of the demo company before it begins to live: who, where, as what, and how able."""

import datetime as dt
import random
from dataclasses import dataclass

from flagship.categories import PoliticalStatus
from flagship.periods import Month
from reports.demo.dice import dice
from reports.demo.names import names
from reports.demo.units import UNITS, Flag, Unit

# Employee number: name and post of those the story needs by name. In every branch 01 is the secretary, 02 the clerk.
CAST = {
    "1101": ("郑明远", "综合办公室主任、党支部书记"),
    "1102": ("曲雅琴", "综合办公室主管"),
    "1103": ("韩文静", "党群工作部部长"),
    "1104": ("宋佳", "党群工作部组织干事"),
    "1105": ("吕明哲", "党委秘书"),
    "1106": ("丁一帆", "审计主管"),
    "1201": ("李敏", "营销公司副经理、党支部书记"),
    "1202": ("张建国", "营销公司综合主管"),
    "1203": ("王立群", "大客户经理"),
    "1204": ("周芳", "区域销售经理"),
    "1205": ("吴晓东", "区域销售经理"),
    "1206": ("赵海燕", "商务主管"),
    "1207": ("冯丽娟", "销售业务员"),
    "1208": ("孙志强", "区域销售经理"),
    "1209": ("蒋文涛", "销售业务员"),
    "1231": ("郑伟", "销售业务员"),
    "1301": ("沈国栋", "技术中心主任、党支部书记"),
    "1305": ("张㛃", "试验工程师"),
    "1306": ("欧阳文博", "机械设计工程师"),
    "1401": ("褚卫国", "机电制造公司副经理、党支部书记"),
    "1410": ("阿依古丽·艾山", "设备管理员"),
    "1420": ("王磊", "数控操作工"),
    "1501": ("孔庆峰", "新型材料公司经理、党支部书记"),
    "1601": ("卫东升", "维修中心主任、党支部书记"),
    "1610": ("王磊", "电气修理工"),
    "1701": ("亓明辉", "物流供应公司经理、党支部书记"),
    "1801": ("逄建军", "安监部部长、党支部书记"),
    "1901": ("陈玉梅", "后勤服务中心主任、党支部书记"),
    "1918": ("刘春霞", "食堂管理员"),
    "2101": ("马兰英", "老干科科长、党支部书记"),
    "2103": ("高庆云", "老干家委党总支书记"),
    "2201": ("何秀英", "老干服务站站长、党支部书记"),
    "2301": ("苗桂芝", "家委会主任、党支部书记"),
}
# Who is better than chance would have it; the secretaries among them lead by example.
GIFTED = {"1201": 0.4, "1901": 0.3, "1203": 1.3, "1204": 1.1, "1918": 0.9, "2203": 1.0}

# Admitted in this month of the story (0: the first one), probationary from then on; they take part before as well.
ADMITTED = {"1312": 1, "1425": 3, "1515": 5, "1612": 7, "1217": 9}
# Probationary when the story begins, full member in this month of it.
BECOMES_FULL = {"1314": 4}

RETIRED, ILL = "已办理退休，免予参加", "长期病休，免予参加"


@dataclass(frozen=True, slots=True)
class Person:
    """`flag` is the category (and track) the person declares, None for who does not take part; `ability` about ±2."""

    number: str
    name: str
    unit: Unit
    post: str
    status: PoliticalStatus
    since: dt.date
    flag: Flag | None
    exempt: str
    ability: float

    @property
    def is_secretary(self) -> bool:
        return self.number.endswith("01")

    @property
    def is_clerk(self) -> bool:
        return self.number.endswith("02")


def people_of(unit: Unit, first: Month, taken: set[str]) -> list[Person]:
    """Everybody of a unit when the story begins with the month `first`. `taken` are names already given away."""
    rng = dice("people", unit.code)
    supply = names(rng, unit.generation, taken)
    flags: list[Flag | None] = [flag for flag, count in unit.flags.items() for _ in range(count)]
    tail = flags[9:]
    rng.shuffle(tail)
    flags = [*flags[:9], *tail, *[None] * (unit.exempt + unit.outside)]
    found = []
    for place, flag in enumerate(flags, start=1):
        number = f"{unit.number}{place:02d}"
        name, post = CAST.get(number) or (next(supply), unit.posts[place % len(unit.posts)])
        exempt = unit.size < place <= unit.size + unit.exempt
        found.append(
            Person(
                number=number,
                name=name,
                unit=unit,
                post="" if exempt else post,
                status=_status(unit, place, number, exempt),
                since=_since(rng, unit, first),
                flag=flag,
                exempt=(RETIRED if place % 3 else ILL) if exempt else "",
                ability=GIFTED.get(number, round(max(-1.6, min(1.3, rng.gauss(0, 0.7))), 3)),
            )
        )
    return found


def everybody(first: Month, units: tuple[Unit, ...] = UNITS) -> list[Person]:
    """The whole company, by employee number."""
    taken = {name for name, _post in CAST.values()}
    return [person for unit in units for person in people_of(unit, first, taken)]


def _status(unit: Unit, place: int, number: str, exempt: bool) -> PoliticalStatus:
    if number in ADMITTED or (not exempt and place > unit.size - unit.non_party):
        return PoliticalStatus.NON_PARTY
    return PoliticalStatus.PARTY


def _since(rng: random.Random, unit: Unit, first: Month) -> dt.date:
    """When the person came to the branch: some years before the story."""
    youngest, eldest = {"elder": (4, 12), "mixed": (3, 14), "young": (2, 8)}[unit.generation]
    return dt.date(first.year - rng.randint(youngest, eldest), rng.randint(1, 12), rng.randint(1, 28))
