"""What a token of the programming interface may read. Pure data; a token never reads more than its owner."""

from flagship.categories import Term


class ApiScope(Term):
    """A part of the data that a token opens."""

    PEOPLE = "people", "单位与人员", "Units and people"
    MONTHS = "months", "月度考核", "Monthly assessment"
    POINTS = "points", "积分台账", "Points ledger"
    QUARTERS = "quarters", "季度与年度", "Quarters and years"
    TITLES = "titles", "旗手称号", "Flag titles"
    OWN = "own", "本人积分", "Own points"
