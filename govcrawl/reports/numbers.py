"""Numbers as circulars print them."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal


def percent(part: int, whole: int, decimals: int = 1) -> str:
    """`part` of `whole` as a percentage, half-up, without trailing zeros (92.6%, 95%); `—` where there is no whole.

    All five circulars in our golden tests round half-up. One exception keeps the figure true: a rate that is not 100 %
    (or 0 %) is never rounded to it but cut (99.97 % with one decimal prints 99.9%), as 辽宁 and 云南 print theirs.
    """
    if whole <= 0:
        return "—"
    exact = Decimal(part) * 100 / Decimal(whole)
    unit = Decimal(1).scaleb(-decimals)
    rounded = exact.quantize(unit, ROUND_HALF_UP)
    if part < whole and rounded == 100:
        rounded = exact.quantize(unit, ROUND_DOWN)
    if part > 0 and rounded == 0:
        return f"<{unit}%"
    return f"{trim(rounded)}%"


def trim(number: Decimal) -> str:
    """A decimal without trailing zeros and without an exponent: 92.60 -> 92.6, 100.0 -> 100, 0E-2 -> 0."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def points_change(now: tuple[int, int], before: tuple[int, int], decimals: int = 1) -> Decimal | None:
    """Difference of two rates (part, whole) in percentage points, from the exact rates, rounded once half-up.

    None where either rate has no whole.
    """
    if now[1] <= 0 or before[1] <= 0:
        return None
    exact = Decimal(now[0]) * 100 / now[1] - Decimal(before[0]) * 100 / before[1]
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
