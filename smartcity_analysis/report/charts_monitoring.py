"""Pictures of monitoring: past values and targets side by side, parts of an index with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.charts import (
    BAND,
    BLUE,
    ORANGE,
    QUIET,
    RAIL,
    STYLE,
    WIDTH,
    Words,
    _lines,
    _rows,
    _svg,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLOT, TICKS, LINE = 0.5, 0.26, 0.17  # inches: the plot, the years under it, a line of text
PALE = "#a3b8cc"
PER_PICTURE = 3
NEAR = 0.14  # share of the axis that the year under a tick needs for itself


@dataclass(frozen=True, slots=True)
class Panel:
    """One small picture.

    Parameters
    ----------
    name : str
        Stands above it.
    past : DataFrame
        ``year``, ``value``, ``certain`` (False is drawn hollow), by year; may be empty.
    targets : DataFrame
        ``year`` and ``value``, by year; may be empty.
    now, aim : str
        The latest value and the last target, in words.
    """

    name: str
    past: pd.DataFrame
    targets: pd.DataFrame
    now: str
    aim: str


def small_multiples(panels: Sequence[Panel], *, id: str, alt: str, words: Words) -> Markup:
    """Draw past values and targets of several indicators below each other, each on its own scale.

    Parameters
    ----------
    panels : sequence of Panel
        In the order to be drawn; each has a value or a target.
    id, alt : str
    words : Words
        ``note`` explains the marks.
    """
    every = pd.concat([frame["year"] for p in panels for frame in (p.past, p.targets)])
    span = (float(every.min()), float(every.max()))
    # One tall picture would leave half a printed page empty before it.
    pieces = [panels[at : at + PER_PICTURE] for at in range(0, len(panels), PER_PICTURE)]
    last = len(pieces) - 1
    return Markup("").join(
        _picture(piece, span, words.note if at == last else "", id=f"{id}-{at + 1}", alt=alt)
        for at, piece in enumerate(pieces)
    )


def _picture(
    panels: Sequence[Panel], span: tuple[float, float], note: str, *, id: str, alt: str
) -> Markup:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    titles = [_lines(panel.name) for panel in panels]
    heights = [PLOT + TICKS + LINE * (title.count("\n") + 2) + 0.14 for title in titles]
    height = sum(heights) + (0.3 if note else 0.0)
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, height))
        figure.text(0.03, 0.06 / height, note, color=QUIET, va="bottom")
        top = height
        for panel, title, tall in zip(panels, titles, heights, strict=True):
            bottom = top - tall + TICKS
            axes = figure.add_axes((0.03, bottom / height, 0.94, PLOT / height))
            _panel(axes, panel, span)
            said = (bottom + PLOT + 0.05) / height
            figure.text(0.03, said, panel.now, color=BLUE, va="bottom")
            figure.text(0.97, said, panel.aim, color=ORANGE, va="bottom", ha="right")
            said += LINE / height
            figure.text(0.03, said, title, weight="bold", va="bottom", linespacing=1.1)
            top -= tall
        return _svg(figure, id=id, alt=alt)


def _panel(axes: Axes, panel: Panel, span: tuple[float, float]) -> None:
    past, targets = panel.past, panel.targets
    values = pd.concat([past["value"], targets["value"]]).astype(float)
    reach = float(values.max() - values.min()) or max(1.0, abs(float(values.max())))
    wide = max(1.0, span[1] - span[0])
    axes.set(ylim=(values.min() - 0.25 * reach, values.max() + 0.2 * reach), yticks=[])
    axes.set(xlim=(span[0] - 0.06 * wide, span[1] + 0.06 * wide))
    axes.plot(past["year"], past["value"], color=RAIL, lw=2, zorder=1)
    way = pd.concat([past.tail(1)[["year", "value"]], targets])
    axes.plot(way["year"], way["value"], color=ORANGE, lw=1, ls=(0, (3, 3)), zorder=1)
    axes.plot(targets["year"], targets["value"], "D", ms=6, mfc="white", mec=ORANGE, mew=1.5)
    for certain, face in ((True, BLUE), (False, "white")):
        dots = past[past["certain"] == certain]
        axes.plot(dots["year"], dots["value"], "o", ms=6, mfc=face, mec=BLUE, mew=1.5, zorder=3)
    known = [frame["year"].astype(float).tolist() for frame in (targets, past) if len(frame)]
    ticks = _apart([*(years[-1] for years in known), *(years[0] for years in known)], wide)
    axes.set_xticks(ticks, [fmt.year(year) for year in ticks])
    axes.tick_params(axis="x", length=3, pad=2)


def _apart(years: Sequence[float], wide: float) -> list[float]:
    """Keep the years, most important first, that leave each other room to be read."""
    kept: list[float] = []
    for year in years:
        if all(abs(year - other) >= NEAR * wide for other in kept):
            kept.append(year)
    return sorted(kept)


def evidence_bars(frame: pd.DataFrame, *, id: str, alt: str, reach: float) -> Markup:
    """Draw scores as bars on a rail; what rests on no evidence is pale.

    Parameters
    ----------
    frame : DataFrame
        ``name``, ``score`` and ``score_evidenced`` (at most the score), in the order to be drawn.
        Not modified.
    id, alt : str
    reach : float
        End of the scale.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    names = [_lines(n) for n in frame["name"]]
    pitch = 0.45 + 0.17 * max(n.count("\n") + 1 for n in names)
    height = pitch * len(frame) + 0.1
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, height))
        axes = figure.add_axes((0.03, 0.1 / height, 0.94, 1 - 0.16 / height))
        _rows(axes, names, x=0)
        for y, (score, backed) in enumerate(
            zip(frame["score"], frame["score_evidenced"], strict=True)
        ):
            bar = 0.17 / pitch
            axes.barh(y, reach, height=bar, color=BAND)
            axes.barh(y, score, height=bar, color=PALE)
            axes.barh(y, backed, height=bar, color=BLUE)
            axes.text(1.02 * reach, y, fmt.number(score, 2), va="center", color=BLUE)
        axes.set(xlim=(0, 1.17 * reach), xticks=[])
        axes.spines["bottom"].set_visible(False)
        return _svg(figure, id=id, alt=alt)
