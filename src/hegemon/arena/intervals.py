"""Means of independent observations and their 95% intervals by Student's t.

The games of a mirrored set share a world and its luck, so a set is one observation: its mean is taken first. Sets
that all agree show no spread, and their interval is a point; play more before believing it.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

import msgspec

# Two-sided 5% points of Student's t by degrees of freedom, from 1 on; beyond, 1.96 + 2.46 / df is within 0.002.
_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


class Estimate(msgspec.Struct, frozen=True):
    """A mean of so many observations and its interval; None of fewer than two."""

    mean: float
    low: float | None
    high: float | None
    count: int


def estimate(values: Sequence[float]) -> Estimate:
    """Returns the mean of independent values with its interval; 0 of none."""
    count = len(values)
    if count < 2:
        return Estimate(values[0] if values else 0.0, None, None, count)
    mean = statistics.fmean(values)
    half = t_point(count - 1) * statistics.stdev(values) / math.sqrt(count)
    return Estimate(mean, mean - half, mean + half, count)


def share(values: Sequence[float]) -> Estimate:
    """Returns the same of shares of one, the interval cut at nothing and at all."""
    found = estimate(values)
    if found.low is None or found.high is None:
        return found
    return Estimate(found.mean, max(0.0, found.low), min(1.0, found.high), found.count)


def ratio(parts: Sequence[float], wholes: Sequence[float]) -> Estimate:
    """Returns the sum of parts over the sum of wholes, one of each an observation; the interval is linearised."""
    count, whole = len(parts), sum(wholes)
    if not whole:
        return Estimate(0.0, None, None, 0)
    mean = sum(parts) / whole
    if count < 2:
        return Estimate(mean, None, None, count)
    left = sum((part - mean * one) ** 2 for part, one in zip(parts, wholes, strict=True))
    half = t_point(count - 1) * math.sqrt(left * count / (count - 1)) / whole
    return Estimate(mean, mean - half, mean + half, count)


def t_point(freedom: int) -> float:
    """Returns the value that Student's t exceeds in size in 5% of cases."""
    return _T[freedom - 1] if freedom <= len(_T) else 1.96 + 2.46 / freedom
