"""Two-sided tests of a difference between two means, from means, SDs and group sizes.

SciPy is imported where a t distribution is asked for: a build whose documents give no means need not wait for it.
"""

from __future__ import annotations

from math import erfc, sqrt

from prismabook.synthesis.significance import Test


def normal_p(z: float) -> float:
    """Two-sided p of a standard normal deviate: erfc(|z|/√2)."""
    return erfc(abs(z) / sqrt(2))


def student_p(t: float, df: float) -> float:
    """Two-sided p of Student's t with ``df`` degrees of freedom, which need not be whole."""
    from scipy.special import stdtr

    return float(2 * stdtr(df, -abs(t)))


def student(mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int) -> Test:
    """Student's t test with the pooled variance, n₁ + n₂ − 2 degrees of freedom.

    Source: Student, Biometrika 1908;6:1; Altman DG, Practical Statistics for Medical Research, section 9.6.
    """
    name, label = "t", "Student’s t"
    df = n1 + n2 - 2
    variance = ((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / df if df > 0 else 0.0
    if variance <= 0:
        return Test(name, label, None, "no variation within either group")
    return Test(name, label, student_p((mean1 - mean2) / sqrt(variance * (1 / n1 + 1 / n2)), df))


def welch(mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int) -> Test:
    """Welch's t test with the degrees of freedom of Satterthwaite.

    Source: Welch BL, Biometrika 1947;34:28; Satterthwaite FE, Biometrics 1946;2:110.
    """
    name, label = "welch", "Welch’s t"
    v1, v2 = sd1**2 / n1, sd2**2 / n2
    if v1 + v2 <= 0 or n1 < 2 or n2 < 2:
        return Test(name, label, None, "no variation within either group")
    df = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
    return Test(name, label, student_p((mean1 - mean2) / sqrt(v1 + v2), df))


def mean_z(mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int) -> Test:
    """z test of two means, each with its own SD.

    Source: Altman DG, Practical Statistics for Medical Research, section 9.6 (large samples).
    """
    name, label = "mean_z", "z test of means"
    variance = sd1**2 / n1 + sd2**2 / n2
    if variance <= 0:
        return Test(name, label, None, "no variation within either group")
    return Test(name, label, normal_p((mean1 - mean2) / sqrt(variance)))


MEAN_TESTS = (student, welch, mean_z)
"""Every test of means that a printed p is held against."""
