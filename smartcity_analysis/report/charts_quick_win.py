"""Impact against effort, as dots between two lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from markupsafe import Markup

from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.charts import (
    BAND,
    BLUE,
    QUIET,
    RAIL,
    STYLE,
    _canvas,
    _svg,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis as MatplotlibAxis

ROOM = 0.08
"""Margin around the dots, as a share of their span."""
NEAR = 0.045
"""Dots nearer than this share of the span would print their numbers over each other."""
MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: what it measures, where its line stands, and whether it runs backwards."""

    label: str
    cut: float
    backwards: bool = False


def impact_effort(
    frame: pd.DataFrame, effort: Axis, impact: Axis, *, id: str, alt: str, corners: dict[str, str]
) -> Markup:
    """Draw programmes by effort and impact, numbered where the impact is high and effort low.

    Parameters
    ----------
    frame : DataFrame
        Columns ``effort``, ``impact`` and ``number`` (blank for dots without one). Not modified.
    effort, impact : Axis
        Effort runs to the right, impact upwards.
    id, alt : str
    corners : dict
        ``quick_win``, ``big_project``, ``filler``, ``reconsider`` → what stands in that corner.
    """
    from matplotlib import rc_context

    x, y = frame["effort"].to_numpy(float), frame["impact"].to_numpy(float)
    ends_x, ends_y = _ends(x, effort), _ends(y, impact)
    with rc_context(STYLE):
        figure, axes = _canvas(3.9, left=0.13, bottom=0.6, top=0.3)
        axes.set(xlim=ends_x, ylim=ends_y)
        axes.axvline(effort.cut, color=QUIET, lw=1, ls="--")
        axes.axhline(impact.cut, color=QUIET, lw=1, ls="--")
        left = (ends_x[0], effort.cut)
        axes.fill_between(left, impact.cut, ends_y[1], color=BAND, lw=0, zorder=0)
        known = frame["number"].notna().to_numpy()
        axes.plot(x[~known], y[~known], "o", ms=7, mfc="white", mec=RAIL, mew=1.8)
        axes.plot(x[known], y[known], "o", ms=7, color=BLUE)
        for at, written in _numbers(frame[known], ends_x, ends_y):
            axes.annotate(
                written, at, (6, 3), textcoords="offset points", color=BLUE, weight="bold"
            )
        _corners(axes, corners)
        _ticks(axes.xaxis, ends_x)
        _ticks(axes.yaxis, ends_y)
        axes.set_xlabel(effort.label)
        axes.set_title(impact.label, loc="left", fontsize=10)
        return _svg(figure, id=id, alt=alt)


def _ends(values: npt.NDArray[np.float64], axis: Axis) -> tuple[float, float]:
    low, high = min(values.min(), axis.cut), max(values.max(), axis.cut)
    room = ROOM * (high - low or 1.0)
    ends = (low - 1.5 * room, high + 2.5 * room)
    return (ends[1], ends[0]) if axis.backwards else ends


def _ticks(axis: MatplotlibAxis, ends: tuple[float, float]) -> None:
    from matplotlib.ticker import MaxNLocator

    rupiah = max(map(abs, ends)) >= MILLION

    def written(value: float, _: float) -> str:
        return fmt.rupiah_words(value) if rupiah else fmt.number(value, 1)

    axis.set_major_locator(MaxNLocator(3 if rupiah else 5, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(written)


def _numbers(
    frame: pd.DataFrame, ends_x: tuple[float, float], ends_y: tuple[float, float]
) -> list[tuple[tuple[float, float], str]]:
    """Put the numbers of dots that lie together into one label."""
    span_x, span_y = abs(ends_x[1] - ends_x[0]), abs(ends_y[1] - ends_y[0])
    groups: list[tuple[tuple[float, float], list[str]]] = []
    for x, y, number in frame[["effort", "impact", "number"]].to_numpy():
        for (gx, gy), numbers in groups:
            if abs(x - gx) < 2 * NEAR * span_x and abs(y - gy) < NEAR * span_y:
                numbers.append(fmt.number(number))
                break
        else:
            groups.append(((x, y), [fmt.number(number)]))
    return [(at, ", ".join(numbers)) for at, numbers in groups]


def _corners(axes: Axes, corners: dict[str, str]) -> None:
    places = {
        "quick_win": (0.02, 0.98, "left", "top"),
        "big_project": (0.98, 0.98, "right", "top"),
        "filler": (0.02, 0.02, "left", "bottom"),
        "reconsider": (0.98, 0.02, "right", "bottom"),
    }
    for corner, (x, y, ha, va) in places.items():
        said = axes.text(x, y, corners[corner], transform=axes.transAxes, color=QUIET)
        said.set(ha=ha, va=va)
