"""The units of the demo company: one general branch with three branches below it, and nine further branches."""

from dataclasses import dataclass

from flagship.categories import FlagCategory, InnovationTrack, WorkLayer

COMPANY = "中共山东新升实业发展有限责任公司委员会"
GENERAL_BRANCH = ("lgjw", "老干家委党总支")

_M, _R, _I, _S, _L, _SA = FlagCategory
_TECHNICAL, _MANAGEMENT, _MASS = InnovationTrack
_OFFICE, _OPERATIONS, _WINDOW = WorkLayer

Flag = tuple[FlagCategory, InnovationTrack | str]


@dataclass(frozen=True, slots=True)
class Unit:
    """One branch. `number` begins its employee numbers; `flags` says how many take part in which category.

    Of those taking part the last `non_party` are no Party members; `outside` non-Party people have not declared, and
    `exempt` Party members are excused for good or for long.
    """

    number: int
    code: str
    name: str
    layer: WorkLayer
    generation: str
    flags: dict[Flag, int]
    posts: tuple[str, ...]
    non_party: int = 0
    outside: int = 0
    exempt: int = 0
    below_general: bool = False

    @property
    def size(self) -> int:
        """How many take part."""
        return sum(self.flags.values())


UNITS = (
    Unit(
        11,
        "jiguan",
        "机关党支部",
        _OFFICE,
        "mixed",
        {(_S, ""): 18, (_I, _MANAGEMENT): 8, (_I, _MASS): 4},
        (
            "综合办公室主管",
            "人力资源主管",
            "财务会计",
            "企业管理主管",
            "计划统计员",
            "法务主管",
            "宣传干事",
            "信息化主管",
        ),
        outside=2,
        exempt=1,
    ),
    Unit(
        12,
        "shichang",
        "市场营销党支部",
        _OPERATIONS,
        "mixed",
        {(_M, ""): 20, (_S, ""): 7, (_I, _MANAGEMENT): 4},
        ("区域销售经理", "销售业务员", "大客户经理", "商务主管", "售后服务工程师", "市场分析员"),
        non_party=4,
        outside=1,
    ),
    Unit(
        13,
        "jishu",
        "技术研发中心党支部",
        _OPERATIONS,
        "young",
        {(_R, ""): 11, (_I, _TECHNICAL): 7},
        ("机械设计工程师", "电气设计工程师", "工艺工程师", "试验工程师", "标准化工程师", "研发项目经理"),
        non_party=2,
    ),
    Unit(
        14,
        "jidian",
        "机电制造党支部",
        _OPERATIONS,
        "mixed",
        {(_SA, ""): 18, (_L, ""): 15, (_I, _TECHNICAL): 6, (_I, _MASS): 6},
        ("车间主任", "班组长", "数控操作工", "焊工", "钳工", "装配工", "设备管理员", "调度员", "检修电工"),
        non_party=6,
        outside=2,
        exempt=1,
    ),
    Unit(
        15,
        "cailiao",
        "新型材料党支部",
        _OPERATIONS,
        "mixed",
        {(_SA, ""): 9, (_L, ""): 8, (_M, ""): 4, (_R, ""): 3},
        ("生产班长", "配料工", "窑炉操作工", "化验员", "销售业务员", "工艺技术员"),
        non_party=3,
    ),
    Unit(
        16,
        "weixiu",
        "设备维修党支部",
        _OPERATIONS,
        "mixed",
        {(_SA, ""): 12, (_L, ""): 10, (_I, _MASS): 6},
        ("维修班长", "液压修理工", "电气修理工", "支架修理工", "质检员", "库房管理员"),
        non_party=3,
        outside=1,
        exempt=1,
    ),
    Unit(
        17,
        "wuliu",
        "物流供应党支部",
        _OPERATIONS,
        "mixed",
        {(_S, ""): 6, (_M, ""): 5, (_L, ""): 4},
        ("采购员", "仓储管理员", "运输调度员", "铁路发运员", "业务主管"),
        non_party=1,
    ),
    Unit(
        18,
        "anjian",
        "安监质检党支部",
        _OFFICE,
        "mixed",
        {(_SA, ""): 8, (_I, _MANAGEMENT): 4},
        ("安全监察员", "质量检验员", "计量检定员", "环保管理员"),
    ),
    Unit(
        19,
        "houqin",
        "后勤服务党支部",
        _WINDOW,
        "mixed",
        {(_S, ""): 16, (_L, ""): 6},
        ("食堂管理员", "公寓管理员", "物业维修工", "通勤车队长", "职工医疗点护士", "水电运行工"),
        non_party=5,
        outside=2,
    ),
    Unit(
        21,
        "laogan1",
        "老干第一党支部",
        _WINDOW,
        "elder",
        {(_S, ""): 9},
        ("离退休服务专员", "老年大学教务员", "活动中心管理员"),
        exempt=3,
        below_general=True,
    ),
    Unit(
        22,
        "laogan2",
        "老干第二党支部",
        _WINDOW,
        "elder",
        {(_S, ""): 6},
        ("离退休服务专员", "医疗服务联络员", "活动中心管理员"),
        exempt=2,
        below_general=True,
    ),
    Unit(
        23,
        "jiawei",
        "家委会党支部",
        _WINDOW,
        "elder",
        {(_S, ""): 8, (_I, _MASS): 2},
        ("社区网格员", "家属工作专员", "便民服务站站长"),
        non_party=1,
        below_general=True,
    ),
)


def unit_of(code: str) -> Unit:
    """The unit with a code; KeyError for an unknown one."""
    return {unit.code: unit for unit in UNITS}[code]
