"""How figures are written, on pages and on paper alike. Pure text from numbers; no rounding happens elsewhere.

The minus sign is the true one (U+2212). Half is rounded away from zero.
"""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
NOTHING = "—"


def rounded(number: Decimal | int, places: int = 2) -> Decimal:
    """The number at so many places, half up (away from zero)."""
    return Decimal(number).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def with_minus(text: str) -> str:
    """A figure with a true minus."""
    return text.replace("-", MINUS)


def signed(number: Decimal | int | None, places: int = 2) -> str:
    """Points with their sign: +3, −2, 0; shared points keep their places: +2.50. An em dash for none."""
    if number is None:
        return NOTHING
    number = rounded(number, places)
    if number == number.to_integral_value():
        number = Decimal(int(number))
    return with_minus(f"{number:+f}") if number else "0"


def fixed(number: Decimal | int | None, places: int = 2) -> str:
    """Marks with exactly so many places: 96.55. An em dash for none."""
    return NOTHING if number is None else with_minus(f"{rounded(number, places):f}")


def plain(number: Decimal | int | None) -> str:
    """A raw value as it was given, without trailing zeros: 103.4, 439. An em dash for none."""
    if number is None:
        return NOTHING
    text = f"{Decimal(number):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return with_minus("0" if text == "-0" else text)


def per_cent(number: Decimal | int | None, places: int = 1) -> str:
    """A number that already is per cent: 98.3%. An em dash for none."""
    return NOTHING if number is None else f"{fixed(number, places)}%"
