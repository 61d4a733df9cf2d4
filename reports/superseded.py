"""An earlier submission of a month that is no longer in force: it stays readable and says so wherever it is printed."""

import datetime as dt
from dataclasses import dataclass, replace

from reports.chinese import moment_zh
from scoring.documents import SheetDocument
from scoring.states import RevisionState, SheetState

_ENDED = (RevisionState.WITHDRAWN, RevisionState.REOPENED)


@dataclass(frozen=True, slots=True)
class Superseded:
    """Which submission it was, how and when it ended, and why."""

    number: int
    state: RevisionState
    since: dt.datetime
    reason: str

    @property
    def short(self) -> str:
        """第1次提交，已撤回: for titles and file names."""
        return f"第{self.number}次提交，{self.state.zh}"

    @property
    def sentence(self) -> str:
        """When and why it ended."""
        reason = f"，原因：{self.reason}" if self.reason else ""
        ended = f"{self.state.zh}（{moment_zh(self.since)}{reason}）"
        return f"本件为第{self.number}次提交的结果，{ended}，不再有效，仅供查证。"


def superseded(revision) -> Superseded | None:
    """None for the submission that is in force."""
    if revision.state not in _ENDED:
        return None
    return Superseded(revision.number, revision.state, revision.closed_at, revision.closed_reason)


def as_it_was(document: SheetDocument) -> SheetDocument:
    """The document in the state its submission had reached, whatever the month has become since."""
    return replace(document, state=SheetState.SETTLED if document.settled_at else SheetState.PUBLICISED)
