"""Pictures: phone-first SVG with real text. Draws what a result holds, computes no statistic.

Figures are 3.6 inches wide with 10-point type: SVG units are points, so on a 360-pixel phone the
smallest letter is still 12 pixels high. Labels stand above their rows, where long Indonesian names
cost no width.
"""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from markupsafe import Markup, escape

from smartcity_analysis.report import formatting as fmt

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 3.6
BLUE, ORANGE, TEAL = "#12436d", "#c2410c", "#1b7f76"
INK, QUIET, RAIL = "#1a1a1a", "#505a5f", "#c9ced3"
BAND = "#e8ecef"
SHOWN_DRAWS = 250
LONGEST_ALT = 150
LINE = 235  # points of a bold label that fit the width of a phone

STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "smartcity",
    "font.size": 10,
    "font.family": "DejaVu Sans",
    "text.parse_math": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": "#b1b4b6",
    "axes.axisbelow": True,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": "#eceff1",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The few words on a picture, already in the reader's language."""

    low: str = ""
    high: str = ""
    first: str = ""
    second: str = ""
    note: str = ""


# ---- Canvas -------------------------------------------------------------------------------------


def _canvas(
    height: float, *, left: float = 0.03, bottom: float = 0.55, top: float = 0.06
) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((left, bottom / height, 0.97 - left, 1 - (bottom + top) / height))
    return figure, axes


def _svg(figure: Figure, *, id: str, alt: str) -> Markup:
    buffer = StringIO()
    with warnings.catch_warnings():
        # Text stays text in the file, so the reader's own fonts supply what this one lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    drawn = buffer.getvalue()
    drawn = drawn[drawn.index("<svg") :]
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)
    # Several pictures share a page, so their ids must not.
    drawn = re.sub(r'\bid="([^"]+)"', rf'id="{id}-\1"', drawn)
    drawn = re.sub(r"url\(#([^)]+)\)", rf"url(#{id}-\1)", drawn)
    drawn = re.sub(r'xlink:href="#([^"]+)"', rf'href="#{id}-\1"', drawn)
    # A phone pays for every byte: no id that nothing refers to, one font for all, no turning by
    # nothing, no thousandths of a point.
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', drawn))
    drawn = re.sub(r' id="([^"]+)"', lambda id_: id_[0] if id_[1] in used else "", drawn)
    drawn = re.sub(r"font-family: '[^']+'; ", "", drawn)
    drawn = re.sub(r' transform="rotate\(-0 [^"]*\)"', "", drawn)
    drawn = re.sub(r' d="[^"]+"', lambda d: re.sub(r"(\d+\.\d\d)\d+", r"\1", d[0]), drawn)
    drawn = re.sub(r' (x|y)="(-?\d+\.\d)\d+"', r' \1="\2"', drawn)
    drawn = re.sub(r"\n\s*", "\n", drawn)
    short = alt if len(alt) <= LONGEST_ALT else alt[: LONGEST_ALT - 1].rstrip() + "…"
    return Markup(drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(short)}" ', 1))


def _lines(value: object) -> str:
    """Break a label into at most two lines that fit the picture, by the width of its letters."""
    words = "".join(c for c in str(value) if c.isprintable()).split()
    lines = [""]
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if _width(longer) <= LINE:
            lines[-1] = longer
            words.pop(0)
        elif not lines[-1]:
            lines[-1] = _cut(words.pop(0))
        elif len(lines) == 2:
            lines[-1] = _cut(lines[-1] + " …")
            break
        else:
            lines.append("")
    return "\n".join(line for line in lines if line)


def _cut(text: str) -> str:
    """Shorten a line until it fits."""
    if _width(text) <= LINE:
        return text
    kept = text.removesuffix(" …")
    while kept and _width(kept + "…") > LINE:
        kept = kept[:-1]
    return kept + "…"


@functools.cache
def _width(text: str) -> float:
    """Width in points of a bold label."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        font = FontProperties(family="DejaVu Sans", weight="bold", size=10)
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def _rows(axes: Axes, names: Sequence[str], *, x: float) -> None:
    axes.set(ylim=(len(names) - 0.5, -0.8), yticks=[])
    for y, name in enumerate(names):
        axes.text(x, y - 0.25, name, weight="bold", va="bottom", linespacing=1.15)


# ---- Pictures -----------------------------------------------------------------------------------


def dumbbell(frame: pd.DataFrame, *, id: str, alt: str, words: Words) -> Markup:
    """Draw condition now and condition aimed at, one row each, on a 1–4 scale.

    Parameters
    ----------
    frame : DataFrame
        Columns ``name``, ``mean``, ``target_mean``, in the order to be drawn. Not modified.
    id, alt : str
    words : Words
        ``low`` and ``high`` name the ends of the scale, ``first`` and ``second`` the two marks.
    """
    from matplotlib import rc_context

    with rc_context(STYLE):
        figure, axes = _canvas(0.62 * len(frame) + 0.8, bottom=0.7)
        _rows(axes, [_lines(n) for n in frame["name"]], x=1)
        for y, now, target in zip(
            range(len(frame)), frame["mean"], frame["target_mean"], strict=True
        ):
            axes.plot([now, target], [y, y], color=RAIL, lw=4, solid_capstyle="round", zorder=1)
            axes.text(now - 0.13, y, fmt.number(now, 1), ha="right", va="center", color=BLUE)
            axes.text(target + 0.13, y, fmt.number(target, 1), ha="left", va="center", color=ORANGE)
        places = range(len(frame))
        axes.plot(frame["target_mean"], places, "D", ms=8, mfc="white", mec=ORANGE, mew=2, zorder=2)
        axes.plot(frame["mean"], places, "o", ms=9, color=BLUE, zorder=3)
        axes.set(xlim=(0.6, 4.45), xticks=[1, 2, 3, 4])
        axes.set_xlabel(f"{words.low} · {words.high}\n● {words.first} · ◇ {words.second}")
        axes.grid(axis="x")
        return _svg(figure, id=id, alt=alt)


def diverging_bars(
    frame: pd.DataFrame, *, id: str, alt: str, words: Words, show: Callable[[float], str]
) -> Markup:
    """Draw values as bars around zero; right is better.

    Parameters
    ----------
    frame : DataFrame
        Columns ``name`` and ``value``, in the order to be drawn. Not modified.
    id, alt : str
    words : Words
        ``low`` and ``high`` stand at the two ends.
    show : callable
        Value → the text at the end of its bar.
    """
    from matplotlib import rc_context

    names = [_lines(n) for n in frame["name"]]
    pitch = 0.45 + 0.17 * max(n.count("\n") + 1 for n in names)
    reach = max(1e-9, float(np.abs(frame["value"]).max()))
    with rc_context(STYLE):
        figure, axes = _canvas(pitch * len(frame) + 0.6)
        _rows(axes, names, x=-1.38 * reach)
        for y, value in enumerate(frame["value"]):
            color = ORANGE if value < 0 else BLUE
            axes.barh(y, value, height=0.17 / pitch, color=color)
            axes.plot([0, 0], [y - 0.12 / pitch, y + 0.12 / pitch], color=QUIET, lw=1.5)
            axes.text(
                value + np.copysign(0.04 * reach, value),
                y,
                show(value),
                ha="right" if value < 0 else "left",
                va="center",
                color=color,
            )
        axes.set(xlim=(-1.4 * reach, 1.4 * reach), xticks=[])
        axes.spines["bottom"].set_visible(False)
        axes.set_xlabel(f"{words.low} · {words.high}")
        return _svg(figure, id=id, alt=alt)


def swot_plane(
    cloud: np.ndarray,
    outline: np.ndarray,
    point: tuple[float, float],
    zone: float,
    corners: Mapping[str, str],
    *,
    id: str,
    alt: str,
    words: Words,
) -> Markup:
    """Draw the position on the SWOT plane with the cloud of draws around it.

    Parameters
    ----------
    cloud : ndarray of shape (n_draws, 2)
        Positions under resampled raters; the first ones are drawn.
    outline : ndarray of shape (n_points, 2)
        Line around most of the cloud.
    point : tuple of float
        Internal and external coordinate.
    zone : float
        Half-width of the border zone along both axes.
    corners : mapping
        ``SO``, ``ST``, ``WO``, ``WT`` → what stands in that corner.
    id, alt : str
    words : Words
        ``low`` labels x, ``high`` labels y, ``first`` names the point, ``note`` the outline.
    """
    from matplotlib import rc_context

    every = np.vstack([cloud, outline, np.array([point])])
    reach = float(np.ceil(10 * max(0.3, 1.5 * np.nanmax(np.abs(every)))) / 10)
    with rc_context(STYLE):
        figure, axes = _canvas(3.75, left=0.16, bottom=0.55, top=0.3)
        axes.spines["bottom"].set_visible(False)
        axes.axhspan(-zone, zone, color=BAND, lw=0)
        axes.axvspan(-zone, zone, color=BAND, lw=0)
        axes.axhline(0, color=QUIET, lw=1)
        axes.axvline(0, color=QUIET, lw=1)
        for code, (x, y) in {"SO": (1, 1), "ST": (1, -1), "WO": (-1, 1), "WT": (-1, -1)}.items():
            axes.text(
                0.97 * x * reach,
                0.97 * y * reach,
                corners[code],
                ha="right" if x > 0 else "left",
                va="top" if y > 0 else "bottom",
                color=QUIET,
            )
        shown = cloud[:SHOWN_DRAWS]
        axes.plot(shown[:, 0], shown[:, 1], "o", ms=2.6, color="#28a197", alpha=0.4, mew=0)
        axes.plot(outline[:, 0], outline[:, 1], color=TEAL, lw=1.8)
        axes.plot(*point, "o", ms=10, color=BLUE, mec="white")
        low = float(np.nanmin(every[:, 1])) - 0.05 * reach
        axes.text(point[0], low, words.note, ha="center", va="top", color=TEAL)
        right = float(np.nanmax(every[:, 0])) + 0.04 * reach
        axes.text(right, point[1], words.first, va="center", color=BLUE, weight="bold")
        axes.set(xlim=(-reach, reach), ylim=(-reach, reach))
        axes.set(xticks=[-reach / 2, 0, reach / 2], yticks=[-reach / 2, 0, reach / 2])
        axes.set_aspect("equal")
        axes.set_xlabel(words.low)
        axes.set_title(words.high, loc="left", fontsize=10)
        axes.xaxis.set_major_formatter(lambda v, _: fmt.number(v, 2))
        axes.yaxis.set_major_formatter(lambda v, _: fmt.number(v, 2))
        return _svg(figure, id=id, alt=alt)


def rank_spread(counts: pd.DataFrame, *, id: str, alt: str, words: Words) -> Markup:
    """Draw how many raters put each item at each rank.

    Parameters
    ----------
    counts : DataFrame of shape (n_items, n_ranks)
        Index: names; columns: ranks 1 … n; values: number of raters. Not modified.
    id, alt : str
    words : Words
        ``note`` explains the axis.
    """
    from matplotlib import rc_context

    with rc_context(STYLE):
        figure, axes = _canvas(0.62 * len(counts) + 0.75)
        n_ranks = counts.shape[1]
        _rows(axes, [_lines(n) for n in counts.index], x=0.55)
        given = counts.to_numpy(int)
        rows, columns = np.nonzero(given)
        for y in np.unique(rows):
            first, last = np.flatnonzero(given[y])[[0, -1]] + 1
            color = "#f0a07a" if last - first >= n_ranks / 2 else RAIL
            axes.plot([first, last], [y, y], color=color, lw=4, solid_capstyle="round", zorder=1)
        axes.plot(columns + 1, rows, "o", ms=14, color=BLUE, mec="white", zorder=2)
        for y, column in zip(rows.tolist(), columns.tolist(), strict=True):
            shown = str(given[y, column])
            axes.text(column + 1, y, shown, ha="center", va="center", color="white")
        axes.set(xlim=(0.4, n_ranks + 0.6), xticks=range(1, n_ranks + 1))
        axes.set_xlabel(words.note)
        return _svg(figure, id=id, alt=alt)


def bars(
    frame: pd.DataFrame, *, id: str, alt: str, show: Callable[[float], str], reach: float = 0.0
) -> Markup:
    """Draw values of 0 or more as bars, with a thin line from ``low`` to ``high`` where given.

    Parameters
    ----------
    frame : DataFrame
        Columns ``name`` and ``value``, optionally ``low`` and ``high``, in the order to be drawn.
        Not modified.
    id, alt : str
    show : callable
        Value → the text at the end of its bar.
    reach : float, optional
        End of the scale, where it has one; a bar that long is full.
    """
    from matplotlib import rc_context

    names = [_lines(n) for n in frame["name"]]
    pitch = 0.45 + 0.17 * max(n.count("\n") + 1 for n in names)
    tops = frame["high" if "high" in frame else "value"].fillna(frame["value"])
    reach = max(1e-9, reach, float(tops.max()))
    with rc_context(STYLE):
        figure, axes = _canvas(pitch * len(frame) + 0.1, bottom=0.1)
        _rows(axes, names, x=0)
        for y, (value, top) in enumerate(zip(frame["value"], tops, strict=True)):
            axes.barh(y, value, height=0.17 / pitch, color=BLUE)
            axes.text(max(value, top) + 0.03 * reach, y, show(value), va="center", color=BLUE)
            if "low" in frame:
                ends = [frame["low"].iloc[y], top]
                axes.plot(ends, [y, y], color=ORANGE, lw=1.5, marker="|", ms=7, mew=1.5)
        axes.set(xlim=(0, 1.3 * reach), xticks=[])
        axes.spines["bottom"].set_visible(False)
        return _svg(figure, id=id, alt=alt)


def stairs(
    frame: pd.DataFrame, mark: tuple[float, float], *, id: str, alt: str, words: Words
) -> Markup:
    """Draw what the best selection is worth at every budget, and mark one budget.

    Parameters
    ----------
    frame : DataFrame
        Columns ``budget_needed`` and ``value``, rising. Not modified.
    mark : tuple of float
        Budget and value.
    id, alt : str
    words : Words
        ``low`` labels the budget, ``high`` the value, ``first`` the mark.
    """
    from matplotlib import rc_context

    end = max(1.0, float(frame["budget_needed"].iloc[-1]))
    with rc_context(STYLE):
        figure, axes = _canvas(2.6, left=0.06, bottom=0.75, top=0.3)
        axes.step(frame["budget_needed"], frame["value"], where="post", color=BLUE, lw=2)
        axes.plot(*mark, "D", ms=9, mfc="white", mec=ORANGE, mew=2)
        # The line rises and bends down: below it to the right, or above it to the left, is room.
        ha, va, by = ("left", "top", 8) if mark[0] < 0.6 * end else ("right", "bottom", -8)
        said = axes.annotate(words.first, mark, (by, -by), textcoords="offset points")
        said.set(ha=ha, va=va, color=ORANGE)
        axes.set(xlim=(-0.02 * end, 1.02 * end), ylim=(0, None), yticks=[], xticks=[])
        for x, ha in ((0.0, "left"), (end, "right")):
            axes.annotate(
                fmt.rupiah_words(x), (x, 0), (0, -6), textcoords="offset points", ha=ha, va="top"
            )
        axes.set_xlabel(words.low, labelpad=20)
        axes.set_title(words.high, loc="left", fontsize=10)
        return _svg(figure, id=id, alt=alt)
