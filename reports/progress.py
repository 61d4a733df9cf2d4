"""How far a long piece of work is, told to whoever listens.

What makes a document tells its steps and knows nothing of jobs; who started it may listen within `told_to`. A listener
ends the work by raising.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int | None], None]


def _nobody(done: int, total: int | None) -> None:
    """Nobody listens."""


_listener: ContextVar[Listener] = ContextVar("listener", default=_nobody)


def tell(done: int, total: int | None = None) -> None:
    """So many of `total` steps are taken; None where the end is not known."""
    _listener.get()(done, total)


def is_followed() -> bool:
    """Whether somebody listens, and so waits as long as it takes."""
    return _listener.get() is not _nobody


@contextmanager
def told_to(listener: Listener) -> Iterator[None]:
    """Within it every `tell` reaches this listener."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


@contextmanager
def part_of(taken: int, total: int) -> Iterator[None]:
    """Within it the steps of a part are kept quiet; the whole has taken `taken` of `total`."""
    listener = _listener.get()
    with told_to(lambda _done, _total: listener(taken, total)):
        yield
