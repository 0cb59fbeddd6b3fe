"""How a printed percentage relates to the counts behind it."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum


class Agreement(StrEnum):
    """EXACT and ROUNDED agree; COARSE agrees but whole percents hide a fraction; TRUNCATED and PADDED are habits of offices
    (4 of 194 published rates are cut off; a few are rounded to one digit and printed with two); DIFFERENT does not agree."""

    EXACT = "exact"
    ROUNDED = "rounded"
    COARSE = "coarse"
    TRUNCATED = "truncated"
    PADDED = "padded"
    DIFFERENT = "different"


def compare_rate(printed: Decimal, decimals: int, numerator: Decimal, denominator: Decimal) -> Agreement:
    """Hold a rate in percent, printed with `decimals` digits, against numerator / denominator (which is not 0)."""
    exact = numerator * 100 / denominator
    if printed == exact:
        return Agreement.EXACT
    step = Decimal(1).scaleb(-decimals)
    if printed == exact.quantize(step, ROUND_HALF_UP):
        return Agreement.COARSE if decimals == 0 else Agreement.ROUNDED
    if printed == exact.quantize(step, ROUND_DOWN):
        return Agreement.TRUNCATED
    if decimals >= 2 and printed == exact.quantize(Decimal(1).scaleb(1 - decimals), ROUND_HALF_UP):
        return Agreement.PADDED
    return Agreement.DIFFERENT
