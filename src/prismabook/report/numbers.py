"""How numbers are written: one place for percent signs, minus signs, thousands, intervals and p-values."""

from __future__ import annotations

MINUS = "\u2212"


def decimal(value: float, places: int = 2) -> str:
    """A number with a fixed count of decimals, thousands set apart, and a true minus sign.

    >>> decimal(-1234.5, 1)
    '−1,234.5'
    """
    shown = f"{abs(value):,.{places}f}"
    negative = value < 0 and any(digit in "123456789" for digit in shown)
    return MINUS + shown if negative else shown


def interval(low: float, high: float, places: int = 2) -> str:
    """Both limits with 'to' between them, which a minus sign cannot be taken for.

    >>> interval(-0.01, 0.47)
    '−0.01 to 0.47'
    """
    return f"{decimal(low, places)} to {decimal(high, places)}"


def estimate(value: float, low: float, high: float, places: int = 2) -> str:
    """An estimate with its interval.

    >>> estimate(1.84, 0.97, 3.48)
    '1.84 (0.97 to 3.48)'
    """
    return f"{decimal(value, places)} ({interval(low, high, places)})"


def p_value(value: float) -> str:
    """A computed p-value with four decimals: printed ones have two or three, and rounding is the question.

    >>> p_value(0.05039), p_value(0.00001)
    ('0.0504', '<0.0001')
    """
    return "<0.0001" if value < 0.0001 else f"{value:.4f}"


def capital(words: str) -> str:
    """The words as the beginning of a cell or a line.

    >>> capital("serious infection"), capital("SRI-4 response")
    ('Serious infection', 'SRI-4 response')
    """
    return words[:1].upper() + words[1:]


def counts(events: str, total: str) -> str:
    """Events out of a total.

    >>> counts("7", "13")
    '7/13'
    """
    return f"{events}/{total}"


def with_unit(value: str, unit: str) -> str:
    """A value as the source prints it, with its unit; participants are counted without naming them.

    >>> with_unit("55.17", "percent"), with_unit("1 million", "IU"), with_unit("30", "participants")
    ('55.17%', '1 million IU', '30')
    """
    if unit == "percent":
        return f"{value}%"
    return value if unit in ("", "participants") else f"{value} {unit}"


WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(count: int) -> str:
    """A small count in words, as prose wants it, a larger one in digits.

    >>> in_words(0), in_words(5), in_words(17)
    ('no', 'five', '17')
    """
    return WORDS[count] if 0 <= count < len(WORDS) else f"{count:,}"
