"""Pictures of a roadmap: programmes on their years, money by year and summed up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.charts import (
    BAND,
    BLUE,
    INK,
    ORANGE,
    QUIET,
    RAIL,
    STYLE,
    TEAL,
    Words,
    _canvas,
    _lines,
    _svg,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINE_HEIGHT, BAR_HEIGHT, ROW_GAP = 0.17, 0.15, 0.2  # inches
ROOM = 0.56  # of the width of the years, to their right, for the longest amount
TICKS_APART = 0.2  # of the width of the years, so that two of them can be read
Box = tuple[float, float, float, float]


def _boxes(axes: Axes, boxes: Iterable[Box], **style: Any) -> None:
    """Draw boxes (left, bottom, width, height) as one shape: a phone pays for every element."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    corners, codes = [], []
    for x, y, width, height in boxes:
        corners += [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    if corners:
        axes.add_patch(PathPatch(Path(corners, codes), **style))


def gantt(
    frame: pd.DataFrame,
    ends: Sequence[int],
    years: tuple[int, int],
    *,
    id: str,
    alt: str,
    words: Words,
    show: Callable[[float], str],
) -> Markup:
    """Draw programmes on their years; years with a ceiling are filled, the others hollow.

    Parameters
    ----------
    frame : DataFrame
        Columns ``name``, ``start_year``, ``end_year``, ``ceiling_years`` (tuples), ``cost_rupiah``
        and ``is_quick_win``, in the order to be drawn. Not modified.
    ends : sequence of int
        Last year of each horizon; every other horizon stands on a band.
    years : tuple of int
        First and last year of the picture.
    id, alt : str
    words : Words
        ``first`` is set after the name of a quick win, ``note`` explains the marks.
    show : callable
        Cost → the text at the end of its bar.
    """
    from matplotlib import rc_context

    names = [
        _lines(f"◆ {name}{words.first}" if quick else name)
        for name, quick in zip(frame["name"], frame["is_quick_win"], strict=True)
    ]
    rail, filled, tops = [], [], []
    y = 0.1
    for name, start, end, funded in zip(
        names, frame["start_year"], frame["end_year"], frame["ceiling_years"], strict=True
    ):
        tops.append(y)
        y += LINE_HEIGHT * (name.count("\n") + 1) + 0.04
        rail.append((start, y, end + 1 - start, BAR_HEIGHT))
        filled += [(year, y, 1, BAR_HEIGHT) for year in funded if start <= year <= end]
        y += BAR_HEIGHT + ROW_GAP
    with rc_context(STYLE):
        figure, axes = _canvas(y + 1.0, bottom=0.7, top=0.3)
        _bands(axes, ends, years)
        _boxes(axes, rail, facecolor="white", edgecolor=BLUE, lw=1)
        _boxes(axes, filled, facecolor=BLUE, edgecolor=BLUE, lw=1)
        for name, top, quick in zip(names, tops, frame["is_quick_win"], strict=True):
            color = ORANGE if quick else INK
            axes.text(years[0], top, name, weight="bold", va="top", linespacing=1.15, color=color)
        for (x, bottom, width, height), cost in zip(rail, frame["cost_rupiah"], strict=True):
            axes.text(x + width + 0.15, bottom + height / 2, show(cost), va="center_baseline")
        axes.set(ylim=(y, 0), yticks=[])
        axes.set_xlabel(words.note, loc="left")
        return _svg(figure, id=id, alt=alt)


def _bands(axes: Axes, ends: Sequence[int], years: tuple[int, int]) -> None:
    """Set every other horizon on a band and name its last year above and below, where it fits."""
    first, last = years
    starts = [first, *(end + 1 for end in ends[:-1])]
    for n, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if n % 2 == 0:
            axes.axvspan(start, end + 1, color=BAND, lw=0)
    count = last + 1 - first
    apart = TICKS_APART * count
    between = [end for end in ends if end - first >= apart and last - end >= apart]
    named = sorted({first, *between, last})
    axes.set(
        xlim=(first, first + (1 + ROOM) * count),
        xticks=[first, *(year + 0.5 for year in named[1:])],
        xticklabels=[fmt.year(year) for year in named],
    )
    for label in (axes.xaxis.get_major_ticks()[0].label1, axes.xaxis.get_major_ticks()[0].label2):
        label.set(ha="left")
    axes.tick_params(top=True, labeltop=True, length=0)
    axes.spines["bottom"].set_visible(False)


def budget_years(frame: pd.DataFrame, *, id: str, alt: str, legend: Sequence[str]) -> Markup:
    """Draw what every year needs: APBD, other funds and what has no ceiling, one after another.

    Parameters
    ----------
    frame : DataFrame
        Columns ``year``, ``apbd_rupiah``, ``other_rupiah``, ``none_rupiah``, ``total_rupiah``, in
        the order to be drawn. Not modified.
    id, alt : str
    legend : sequence of str
        What the three parts are called, each with its mark.
    """
    from matplotlib import rc_context

    parts = {"apbd_rupiah": BLUE, "other_rupiah": TEAL, "none_rupiah": ORANGE}
    reach = max(1.0, float(frame["total_rupiah"].max()))
    places = range(len(frame))
    with rc_context(STYLE):
        figure, axes = _canvas(0.3 * len(frame) + 0.7, left=0.14, bottom=0.1, top=0.6)
        # Above the bars, in their order, each in the colour of its part.
        for place, (words, color) in enumerate(zip(legend, parts.values(), strict=True)):
            axes.text(0, 0.55 * place - 1.85, words, color=color, va="center")
        left = pd.Series(0.0, index=frame.index)
        for part, color in parts.items():
            boxes = [
                (start, y - 0.28, width, 0.56)
                for y, start, width in zip(places, left, frame[part], strict=True)
                if width > 0
            ]
            hollow = part == "none_rupiah"
            _boxes(axes, boxes, facecolor="white" if hollow else color, edgecolor=color, lw=1)
            left = left + frame[part]
        for y, total in zip(places, frame["total_rupiah"], strict=True):
            axes.text(total + 0.03 * reach, y, fmt.rupiah_words(total), va="center_baseline")
        axes.set(xlim=(0, (1.1 + ROOM) * reach), xticks=[], ylim=(len(frame) - 0.4, -0.6))
        axes.set_yticks(places, [fmt.year(year) for year in frame["year"]])
        axes.tick_params(length=0)
        axes.spines["bottom"].set_visible(False)
        return _svg(figure, id=id, alt=alt)


def budget_sum(frame: pd.DataFrame, *, id: str, alt: str, words: Words) -> Markup:
    """Draw the running sums of the need and of the ceilings.

    Parameters
    ----------
    frame : DataFrame
        Columns ``year``, ``cumulative_rupiah``, ``cumulative_ceiling_rupiah``, rising. Not
        modified.
    id, alt : str
    words : Words
        ``first`` names the end of the need, ``second`` that of the ceilings (left out when
        empty), ``note`` says what is summed.
    """
    from matplotlib import rc_context

    years = frame["year"]
    first, last = int(years.iloc[0]), int(years.iloc[-1])
    need, ceiling = frame["cumulative_rupiah"], frame["cumulative_ceiling_rupiah"]
    top = max(1.0, float(need.iloc[-1]))
    with rc_context(STYLE):
        figure, axes = _canvas(2.3, left=0.05, bottom=0.35, top=0.35)
        axes.fill_between(years, ceiling, need, color=BAND, lw=0)
        axes.plot(years, need, color=ORANGE, lw=2)
        _ending(axes, words.first, (last, top), above=True, color=ORANGE)
        if words.second:
            axes.plot(years, ceiling, color=BLUE, lw=2)
            end = float(ceiling.iloc[-1])
            _ending(axes, words.second, (last, end), above=end < 0.25 * top, color=BLUE)
        axes.set(xlim=(first, last), ylim=(0, 1.22 * top), yticks=[], xticks=[first, last])
        for label, side in zip(axes.get_xticklabels(), ("left", "right"), strict=True):
            label.set(ha=side)
        axes.xaxis.set_major_formatter(lambda year, _: fmt.year(year))
        axes.tick_params(length=0)
        axes.set_title(words.note, loc="left", fontsize=10, color=QUIET)
        axes.spines["bottom"].set_color(RAIL)
        return _svg(figure, id=id, alt=alt)


def _ending(axes: Axes, label: str, point: tuple[float, float], *, above: bool, color: str) -> None:
    """Name the end of a rising line, on the side where there is room."""
    shift = (0, 5) if above else (0, -8)
    said = axes.annotate(label, point, shift, textcoords="offset points")
    said.set(ha="right", va="bottom" if above else "top", color=color)
