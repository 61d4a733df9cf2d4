"""Which fonts official documents are printed in: the company's licensed ones where they are installed, else free ones.

GB/T 9704 asks for 仿宋, 小标宋, 黑体 and 楷体, most of which are licensed. A machine without them prints with
Noto Serif and Sans CJK SC (SIL Open Font License), which cover rare characters of names, and with AR PL KaitiM GB
(Arphic Public License).
`FLAGSHIP_FONT_FANGSONG`, `…_TITLE`, `…_HEI`, `…_KAI` and `…_SONG` name families that go before all others.
"""

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

from django.conf import settings

SERIF = "Noto Serif CJK SC"
SANS = "Noto Sans CJK SC"


@dataclass(frozen=True, slots=True)
class Face:
    """A family and the weight in which it plays its role: 小标宋 is heavy by itself, a Song face must be bold."""

    family: str
    weight: int = 400


# For each role the faces in order of preference; the last one is always there.
ROLES: dict[str, tuple[Face, ...]] = {
    "fangsong": (
        *(Face(name) for name in ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang")),
        Face(SERIF),
    ),
    "title": (
        *(Face(name) for name in ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK")),
        Face(SERIF, 700),
    ),
    "hei": (*(Face(name) for name in ("SimHei", "黑体", "STHeiti")), Face(SANS, 700)),
    "kai": (
        *(Face(name) for name in ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti")),
        *(Face(name) for name in ("AR PL KaitiM GB", "LXGW WenKai")),
        Face(SERIF),
    ),
    "song": (*(Face(name) for name in ("SimSun", "宋体", "STSong")), Face(SERIF)),
}


@cache
def installed_families() -> frozenset[str]:
    """The font families of this machine, in all languages they are named in; empty where fontconfig has no tools."""
    tool = shutil.which("fc-list")
    if tool is None:
        return frozenset()
    listed = subprocess.run([tool, ":", "family"], capture_output=True, text=True, check=False)  # noqa: S603
    return frozenset(name.strip() for line in listed.stdout.splitlines() for name in line.split(","))


def face_for(role: str) -> Face:
    """The face that plays a role: the one named in the settings, the first installed one, or Noto."""
    named = settings.PRINT_FONTS.get(role, "")
    if named:
        return Face(named)
    there = installed_families()
    return next((face for face in ROLES[role] if face.family in there), ROLES[role][-1])


@cache
def font_rules() -> str:
    """The roles as CSS variables: `--kai` is a list of families, ending in one with rare characters, `--kai-weight` its
    weight."""
    lines = []
    for role in ROLES:
        face = face_for(role)
        rest = dict.fromkeys((face.family, SANS if role == "hei" else SERIF, SERIF, SANS))
        families = ", ".join(f'"{_quoted(family)}"' for family in rest)
        lines.append(f"--{role}: {families}; --{role}-weight: {face.weight};")
    return f":root {{ {' '.join(lines)} }}"


def _quoted(family: str) -> str:
    return "".join(character for character in family if character.isprintable() and character not in '"\\')
