"""The tree in reading order."""

from collections.abc import Iterable

from branches.models import Branch


def in_tree_order(branches: Iterable[Branch]) -> list[Branch]:
    """Parents before children, siblings by code; paths of ids alone would put 10 before 9.

    Units whose parents are not given come last, those of one parent together.
    """
    branches = list(branches)
    codes = {branch.pk: branch.code for branch in branches}
    return sorted(branches, key=lambda b: [codes.get(int(pk), f"~{pk:>10}") for pk in b.path.strip("/").split("/")])
