"""Chance that falls the same way every time: each question has its own dice, so no answer depends on another."""

import random


def dice(*question: object) -> random.Random:
    """Dice for one question, such as `dice("excuse", number, month)`. Nothing here is a secret."""
    return random.Random(" ".join(map(str, question)))  # noqa: S311
