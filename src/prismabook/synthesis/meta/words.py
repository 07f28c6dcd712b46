"""Results in words and as plain numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prismabook.synthesis.meta.analysis import MetaAnalysis, Share

SMALL = 4
"""Up to so many studies every interval is only a hint, and all are shown side by side."""

MINUS = "\u2212"


def number(value: float | None, places: int = 4) -> str:
    """A number with a fixed count of decimals and a true minus sign; a dash for none."""
    if value is None:
        return "–"
    shown = f"{abs(value):.{places}f}" if abs(value) < 1e7 else f"{abs(value):.{places}e}"
    negative = value < 0 and any(digit in "123456789" for digit in shown)
    return MINUS + shown if negative else shown


def p_words(value: float | None) -> str:
    """A p-value with four decimals."""
    if value is None:
        return ""
    return "p < 0.0001" if value < 0.0001 else f"p = {value:.4f}"


def method_words(analysis: MetaAnalysis) -> str:
    """Model and method in a few words."""
    if analysis.model == "random":
        return f"random effects, τ² by {analysis.method}"
    return {"CE": "common effect, inverse variance", "MH": "common effect, Mantel–Haenszel"}.get(
        analysis.method, "common effect, Peto"
    )


def told(analysis: MetaAnalysis) -> str:
    """A result as a few lines of words."""
    label = analysis.of.label
    lines = []
    if analysis.refusal:
        lines.append(analysis.refusal)
    elif analysis.estimate is not None:
        lines.append(f"{label[:1].upper()}{label[1:]}, {method_words(analysis)}, {analysis.k} studies")
        lines += _effects(analysis)
        lines += _differences(analysis)
    lines += [f"Caution: {caution}" for caution in analysis.cautions]
    lines += [f"Left out: {left.study}: {left.reason}." for left in analysis.left]
    noted = [w.effect for w in analysis.studies if w.effect.note]
    lines += [f"Corrected: {effect.study}: {effect.note}." for effect in noted]
    return "\n".join(lines)


def _effects(analysis: MetaAnalysis) -> list[str]:
    per_cent = f"{100 * analysis.level:g}%"

    def shown(low: float | None, high: float | None) -> str:
        return f"{number(analysis.natural(low))} to {number(analysis.natural(high))}"

    lines = [f"  Pooled effect         {number(analysis.natural(analysis.estimate))}"]
    for found in analysis.intervals:
        mark = "*" if found.method == analysis.chosen else " "
        against = "normal" if found.df is None else f"t, {found.df:g} df"
        words = f"{shown(found.low, found.high)} ({against}) {p_words(found.p)}"
        lines.append(f"{mark} {per_cent} CI, {found.method:<12} {words}".rstrip())
    for guess in analysis.predictions:
        mark = "*" if guess.method == analysis.predicting else " "
        against = "normal" if guess.df is None else f"t, {guess.df:g} df"
        words = guess.reason or f"{shown(guess.low, guess.high)} ({against})"
        lines.append(f"{mark} {per_cent} PI, {guess.method:<12} {words}")
    return lines


def _differences(analysis: MetaAnalysis) -> list[str]:
    h = analysis.heterogeneity
    if h is None:
        return []
    lines = [f"  Q = {number(h.q)}, {h.df} df, {p_words(h.p)}"]
    if h.tau2 is not None:
        limits = ""
        if h.tau2_interval is not None:
            limits = f" ({number(h.tau2_interval.low)} to {number(h.tau2_interval.high)}, {h.tau2_interval.method})"
        lines.append(f"  τ² = {number(h.tau2.value)}{limits}, se {number(h.tau2.se)}, τ = {number(h.tau2.value**0.5)}")
        lines.append(f"  I² = {_share(h.i2)}%, H² = {number(h.h2.value, 2)}, from τ²")
    lines.append(f"  I² = {_share(h.i2_from_q)}%, H² = {number(h.h2_from_q.value, 2)}, from Q")
    return lines


def _share(share: Share) -> str:
    limits = f" ({number(share.low, 1)} to {number(share.high, 1)})" if share.low is not None else ""
    return number(share.value, 1) + limits


def numbers(analysis: MetaAnalysis) -> dict[str, Any]:
    """Every quantity by name at full precision; ``natural`` holds those on the natural scale."""
    found: dict[str, Any] = {
        "measure": analysis.measure,
        "measure_label": analysis.of.label,
        "scale": analysis.of.scale,
        "model": analysis.model,
        "method": analysis.method,
        "level": analysis.level,
        "k": analysis.k,
        "pooled": analysis.pooled,
        "refusal": analysis.refusal or None,
    }
    if analysis.pooled:
        found |= _pooled(analysis) | _heterogeneity(analysis)
    found["studies"] = [_study(analysis, position) for position in range(analysis.k)]
    found["left_out"] = [{"study": x.study, "reason": x.reason, "line": x.line} for x in analysis.left]
    found["cautions"] = list(analysis.cautions)
    return found


def _pooled(analysis: MetaAnalysis) -> dict[str, Any]:
    chosen = analysis.interval
    assert chosen is not None  # pooled results have one
    natural = analysis.natural
    found: dict[str, Any] = {
        "estimate": analysis.estimate,
        "se_model": analysis.se,
        "ci_method": chosen.method,
        "se": chosen.se,
        "ci_low": chosen.low,
        "ci_high": chosen.high,
        "df": chosen.df,
        "statistic": chosen.statistic,
        "p": chosen.p,
        "log_likelihood": analysis.log_likelihood,
        "natural": {
            "estimate": natural(analysis.estimate),
            "ci_low": natural(chosen.low),
            "ci_high": natural(chosen.high),
        },
        "intervals": {
            i.method: {
                "low": i.low,
                "high": i.high,
                "se": i.se,
                "df": i.df,
                "statistic": i.statistic,
                "p": i.p,
                "natural_low": natural(i.low),
                "natural_high": natural(i.high),
            }
            for i in analysis.intervals
        },
    }
    guess = analysis.prediction
    if guess is not None:
        found |= {"prediction_method": guess.method, "pi_low": guess.low, "pi_high": guess.high, "pi_df": guess.df}
        found["natural"] |= {"pi_low": natural(guess.low), "pi_high": natural(guess.high)}
        found["predictions"] = {
            p.method: {
                "low": p.low,
                "high": p.high,
                "se": p.se,
                "df": p.df,
                "natural_low": natural(p.low),
                "natural_high": natural(p.high),
                "reason": p.reason or None,
            }
            for p in analysis.predictions
        }
    return found


def _heterogeneity(analysis: MetaAnalysis) -> dict[str, Any]:
    h = analysis.heterogeneity
    assert h is not None  # pooled results have it
    found: dict[str, Any] = {"Q": h.q, "Q_df": h.df, "Q_p": h.p}
    if h.tau2 is not None:
        found |= {"tau2": h.tau2.value, "tau2_se": h.tau2.se, "tau": h.tau2.value**0.5, "tau2_raw": h.tau2.raw}
        if h.tau2_interval is not None:
            limits = h.tau2_interval
            found |= {"tau2_ci_method": limits.method, "tau2_low": limits.low, "tau2_high": limits.high}
            found["tau2_ci_note"] = limits.reason or None
    found |= {"I2": h.i2.value, "I2_low": h.i2.low, "I2_high": h.i2.high}
    found |= {"H2": h.h2.value, "H2_low": h.h2.low, "H2_high": h.h2.high}
    found |= {"I2_from_Q": h.i2_from_q.value, "I2_from_Q_low": h.i2_from_q.low, "I2_from_Q_high": h.i2_from_q.high}
    found |= {"H2_from_Q": h.h2_from_q.value, "H2_from_Q_low": h.h2_from_q.low, "H2_from_Q_high": h.h2_from_q.high}
    found["typical_variance"] = h.typical_variance
    return found


def _study(analysis: MetaAnalysis, position: int) -> dict[str, Any]:
    from prismabook.synthesis.effects import quantile

    weighted = analysis.studies[position]
    effect = weighted.effect
    half = quantile(analysis.level) * effect.se
    natural = analysis.study_interval(weighted)
    return {
        "study": effect.study,
        "yi": effect.value,
        "vi": effect.variance,
        "se": effect.se,
        "ci_low": effect.value - half,
        "ci_high": effect.value + half,
        "weight": weighted.weight,
        "natural": dict(zip(("estimate", "ci_low", "ci_high"), natural, strict=True)),
        "note": effect.note or None,
        "line": effect.line,
    }
