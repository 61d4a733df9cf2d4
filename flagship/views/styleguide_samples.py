"""Invented figures for the styleguide."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace as Sample

from django.contrib.messages import constants

from flagship.periods import TZ

MESSAGES = [
    (constants.SUCCESS, "已保存，17 人的数据已更新。"),
    (constants.ERROR, "吴晓东 · 销售收入总额：不是数字，请填 351 这样的数。"),
]

COLOURS = [
    "paper", "card", "ink", "muted", "line", "red", "gold", "good", "warn", "bad",
]  # fmt: skip

_NAMES = ["周芳", "吴晓东", "冯丽娟", "蒋文涛", "郑伟", "赵海燕", "张建国", "王立群", "沈国栋"]
_TOTALS = ["96.55", "96.25", "94.32", "94.18", "93.99", "93.29", "90.78", "89.55", "86.09"]
_POINTS = [4, 3, 2, 0, 0, 0, 0, -2, -3]
_STATUS = ["党员", "党员", "党员", "党员", "非党员", "预备党员", "党员", "党员", "党员"]
SHEET = [
    Sample(
        name=name,
        status=status,
        total=total,
        rank=rank,
        points=points,
        cells=[("103.4", "20.00"), ("98.6", "14.79"), ("97.0", "19.40"), ("84.9", "8.49"), ("439", "15.00")],
    )
    for rank, (name, status, total, points) in enumerate(zip(_NAMES, _STATUS, _TOTALS, _POINTS, strict=True), start=1)
]

POLICIES = [("参加排名", "23 人"), ("适用档次", "10–30 人"), ("同分", "先比定量小计，再并列"), ("公示", "3 个工作日")]

TODOS = [
    {
        "title": "填完 10 月考核表",
        "detail": "市场营销党支部 · 还差 2 格 · 8 日截止",
        "chip": "还剩 2 天",
        "tone": "bad",
        "icon": "clock",
        "url": "#",
        "action": "继续填报",
    },
    {
        "title": "答复 1 条异议",
        "detail": "孙志强 · 9 月 · 销售回款率：“回款已于 29 日到账”",
        "chip": "公示剩 1 天",
        "tone": "wait",
        "icon": "megaphone-fill",
        "url": "#",
        "action": "查看并答复",
    },
    {
        "title": "第三季度报告被退回",
        "detail": "党群工作部：“请补充刘新事迹材料的效益数据”",
        "chip": "已退回",
        "tone": "bad",
        "icon": "arrow-return-left",
        "url": "#",
        "action": "修改",
    },
]

TABS = [
    {"label": "市场营销旗手", "count": 14, "url": "#", "current": True},
    {"label": "服务发展旗手", "count": 6, "url": "#"},
    {"label": "创新创效旗手", "count": 3, "url": "#"},
    {"label": "本月不参加", "count": 1, "url": "#"},
]

TILES = [
    {"label": "已报支部", "value": "10 / 12", "note": "未报：机修党支部、物业党支部"},
    {"label": "待审核", "value": "3", "note": "最早 10 月 8 日提交", "url": "#"},
    {"label": "旗手提名", "value": "21", "note": "六类齐全，市场营销 5 人"},
    {"label": "需看一眼", "value": "5", "note": "同分过多 2 · 连续第一 2 · 定性占优 1", "tone": "warn"},
]

ENTRIES = [
    Sample(
        title="10月 · 第 1 名",
        detail="市场营销旗手 · 23 人 · 总分 98.42",
        points=4,
        why=[
            ("数据", "回款率 103.5% × 权重 20，封顶 20.00 = 20.00；另 6 项 78.42"),
            ("总分", "98.42（定量 98.42，定性 0）"),
            ("名次", "23 人参加排名，第 1，无同分"),
            ("档次", "10–30 人：前三名 +4 +3 +2"),
            ("依据", "安排意见 五（三）2；2026年度口径第 1 版"),
        ],
    ),
    Sample(title="9月 · 第 2 名", detail="市场营销旗手 · 23 人 · 总分 95.10", points=3, why=[("总分", "95.10")]),
    Sample(title="4月 · 倒数第 2 名", detail="市场营销旗手 · 22 人 · 总分 81.75", points=-2, why=[("总分", "81.75")]),
]

MOVES = {
    "submit": Sample(name="submit", label="提交公示", needs_reason=False, main=True, danger=False),
    "withdraw": Sample(name="withdraw", label="撤回", needs_reason=True, main=False, danger=False),
    "reopen": Sample(name="reopen", label="重新打开", needs_reason=True, main=False, danger=True),
}

TRANSITIONS = [
    Sample(move="提交公示", by="李敏", at=dt.datetime(2026, 11, 6, 10, 32, tzinfo=TZ), reason="", icon="megaphone"),
    Sample(move="撤回", by="李敏", at=dt.datetime(2026, 11, 7, 9, 5, tzinfo=TZ), reason="孙志强回款数据有误"),
]


def placed(items):
    """The items as they look to somebody who sees all of them."""
    return [replace(item, href="#", current=item.segment == "months") for item in items]
