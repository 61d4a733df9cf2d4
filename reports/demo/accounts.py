"""Whom one can sign in as. The password is in the open, so these accounts belong into a demo database only."""

from dataclasses import dataclass

from members.models import User

PASSWORD = "zhengqi-2020"  # noqa: S105  it is printed at every start


@dataclass(frozen=True, slots=True)
class DemoAccount:
    number: str
    role: str
    look: str


ACCOUNTS = (
    DemoAccount("1201", "党支部书记", "市场营销党支部"),
    DemoAccount("1202", "支部考核员", "市场营销党支部"),
    DemoAccount("1901", "党支部书记", "后勤服务党支部"),
    DemoAccount("1101", "党支部书记", "机关党支部"),
    DemoAccount("2201", "党支部书记", "老干第二党支部"),
    DemoAccount("2103", "党总支书记", "老干家委党总支"),
    DemoAccount("1103", "党群工作部", "审核、汇总"),
    DemoAccount("1104", "党群工作部", "审核、汇总"),
    DemoAccount("1105", "公司党委", "记录党委决定"),
    DemoAccount("1106", "审计监督", "只读"),
    DemoAccount("9001", "系统管理员", "账号与任职"),
    DemoAccount("1203", "党员", "市场营销党支部"),
    DemoAccount("1918", "非党员职工", "后勤服务党支部"),
)
WITH_PASSWORD = tuple(account.number for account in ACCOUNTS)


def account_lines() -> list[str]:
    """The table of the accounts that exist, for a terminal."""
    names = dict(User.objects.filter(username__in=WITH_PASSWORD).values_list("username", "name"))
    there = [account for account in ACCOUNTS if account.number in names]
    rows = [(account.role, names[account.number], account.look, account.number) for account in there]
    heads = [("角色", "姓名", "单位、用途", "工号（账号）")]
    widths = [max(_width(row[column]) for row in heads + rows) for column in range(4)]
    lines = ["  ".join(map(_padded, row, widths)).rstrip() for row in heads + rows]
    return [*lines, f"密码（全部账号相同）：{PASSWORD}"]


def _width(text: str) -> int:
    """In columns of a terminal: a Chinese character takes two."""
    return sum(1 if letter.isascii() else 2 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
