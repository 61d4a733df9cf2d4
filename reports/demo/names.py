"""Invented Chinese names, plausible for their generation. Any likeness to a living person is chance."""

import random
from collections.abc import Iterator

_COMMON = "王李张刘陈杨赵黄周吴徐孙马朱胡"
_OTHERS = (
    "郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛"
    "闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤亓逄綦臧苗鹿解国"
)
_COMPOUND = ("欧阳", "上官", "诸葛", "司马", "慕容", "东方")

_GIVEN = {
    "elder": (
        "建国 建华 志强 国庆 德福 振华 长河 玉兰 桂英 秀兰 凤英 淑珍 爱国 保国 兆祥 庆云 广义 传贵 月英 素琴 俊生 福林 "
        "文质 宝珠 守信 克勤 学礼 光明 桂芝 翠萍"
    ),
    "middle": (
        "海涛 建军 晓东 丽娟 红梅 卫东 志刚 永刚 春霞 文涛 国栋 艳红 立新 立群 敏 军 勇 霞 涛 萍 伟 志远 庆伟 俊杰 "
        "玉梅 秀梅 晓燕 少华 明辉 新华 兆军 桂荣 福生 向阳 文静 明哲 学军 振宇 成林 传亮 洪波 延松 继东 风华 士杰 宪明"
    ),
    "young": (
        "晨 宇航 佳琪 梦瑶 思远 雨桐 浩 凯 婷 鹏 倩 泽宇 一帆 子豪 文博 晓彤 雪莹 志恒 天宇 欣怡 嘉诚 明轩 丹 磊 超 琳 "
        "洋 俊熙 昊然 若溪 静怡 博文 家乐 瑞 璐 楠 彬 尧 亦凡 书豪 可欣 安琪 承志 立言"
    ),
}
_GENERATIONS = {
    "elder": (("elder", 6), ("middle", 4)),
    "mixed": (("elder", 1), ("middle", 6), ("young", 4)),
    "young": (("middle", 4), ("young", 7)),
}


def names(rng: random.Random, generation: str, taken: set[str]) -> Iterator[str]:
    """Names of a generation (`elder`, `mixed`, `young`) without end; none is in `taken`, to which each is added."""
    kinds, weights = zip(*_GENERATIONS[generation], strict=True)
    while True:
        given = rng.choice(_GIVEN[rng.choices(kinds, weights)[0]].split())
        name = _surname(rng) + given
        if name not in taken:
            taken.add(name)
            yield name


def _surname(rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.02:
        return rng.choice(_COMPOUND)
    return rng.choice(_COMMON if chance < 0.45 else _OTHERS)
