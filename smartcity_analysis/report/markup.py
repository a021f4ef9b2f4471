"""HTML pieces: the one table, the one figure, the one card list that every page is built from.

Escaping is markupsafe's: a plain ``str`` is text and gets escaped, only ``Markup`` is markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.report.formatting import MISSING, is_missing
from smartcity_analysis.report.texts import entry, say

LONGEST_CELL = 400
WHITE_FROM = 0.68  # where white overtakes black in contrast on the blue ramp
REORDERING = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI"}


def _printable(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")


def text(value: object) -> Markup:
    """Turn a value from a worksheet into text that is safe inside HTML.

    Control characters go, right-to-left text is isolated so that it can't rearrange its
    surroundings, a missing value becomes a dash. Markup stays as it is.

    Examples
    --------
    >>> print(text('<script>alert("x")</script>'))
    &lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;
    >>> print(text(None), text("مدينة"))
    – <bdi>مدينة</bdi>
    """
    if isinstance(value, Markup):
        return value
    if is_missing(value):
        return Markup(MISSING)
    kept = "".join(filter(_printable, str(value)))
    escaped = Markup.escape(kept)
    if any(unicodedata.bidirectional(c) in REORDERING for c in kept):
        return Markup("<bdi>{}</bdi>").format(escaped)
    return escaped


def passage(value: object) -> Markup:
    """Show a text, folded when it is too long to read in a table cell.

    Examples
    --------
    >>> print(passage("pendek"), passage("a" * 1000)[:27])
    pendek <details><summary>aaaaaaaaa
    """
    if is_missing(value) or isinstance(value, Markup) or len(str(value)) <= LONGEST_CELL:
        return text(value)
    start = text(str(value)[:120])
    return Markup("<details><summary>{}…</summary>{}</details>").format(start, text(value))


def link(title: object, address: object) -> Markup:
    """Show a source: its title, linked when it has a web address.

    Examples
    --------
    >>> print(link("BPS", "https://bps.go.id"), link("BPS", "javascript:alert(1)"))
    <a href="https://bps.go.id"><cite>BPS</cite></a> <cite>BPS</cite>
    """
    cited = Markup("<cite>{}</cite>").format(text(title))
    if is_missing(address) or not str(address).startswith(("https://", "http://")):
        return cited
    return Markup('<a href="{}">{}</a>').format(str(address).strip(), cited)


def trail(code: object, content: object) -> Markup:
    """Link an item to its trail of evidence on the same page.

    Examples
    --------
    >>> print(trail("PR-01", "E-Kelurahan"))
    <a href="#jejak-PR-01">E-Kelurahan</a>
    """
    return Markup('<a href="#jejak-{}">{}</a>').format(text(code), text(content))


def trails(codes: Iterable[object], names: Iterable[object]) -> list[Markup]:
    """Link items to their trails of evidence, as :func:`trail` does one."""
    return [trail(code, name) for code, name in zip(codes, names, strict=True)]


def filled(sentence: object, **pieces: object) -> Markup:
    """Put pieces, which may be linked, into a sentence of the texts.

    Examples
    --------
    >>> print(filled("{name} & lain-lain", name=trail("PR-01", "E-Kelurahan")))
    <a href="#jejak-PR-01">E-Kelurahan</a> &amp; lain-lain
    """
    return text(sentence).format(**{name: text(piece) for name, piece in pieces.items()})


def source_note(source: object) -> Markup:
    """Write the line that says where the figures above it come from."""
    line = Markup("{}: {}").format(say("column.source"), text(source))
    return paragraph(line, css="source")


def paragraph(content: object, *, css: str = "") -> Markup:
    """Wrap a sentence; ``css`` names its class."""
    opening = Markup('<p class="{}">').format(css) if css else Markup("<p>")
    return opening + text(content) + Markup("</p>")


def heading(content: object, *, level: int) -> Markup:
    """Write a heading of level 1–6."""
    return Markup("<h{0}>{1}</h{0}>").format(level, text(content))


@dataclass(frozen=True, slots=True)
class Column:
    """How one column of a frame is shown.

    Parameters
    ----------
    name : str
        Column of the frame.
    show : callable, default=passage
        Value → text (escaped afterwards) or ``Markup``.
    header : str, optional
        What stands above it; by default the catalogue's word for the column: ``header.<name>``,
        or ``column.<name>`` where the page says it as the workbook does.
    number : bool, default=False
        Align right, with figures of equal width.
    wide : bool, default=False
        Give room for a statement.
    code : bool, default=False
        Never break the line inside.
    """

    name: str
    show: Callable[..., str] = passage
    header: str = ""
    number: bool = False
    wide: bool = False
    code: bool = False

    @property
    def title(self) -> str:
        """Header of the column."""
        return str(self.header or entry("header").get(self.name) or entry("column")[self.name])

    @property
    def css(self) -> Markup:
        """Class attribute of the column's cells."""
        known = (("number", self.number), ("statement", self.wide), ("code", self.code))
        names = [name for name, on in known if on]
        return Markup(' class="{}"').format(" ".join(names)) if names else Markup("")


def table(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    *,
    caption: str,
    rules: Iterable[int] = (),
    empty: str = "",
) -> Markup:
    """Draw a frame as an accessible table in a box that scrolls by itself.

    Parameters
    ----------
    frame : DataFrame
        One row per table row; the first column names the row. Not modified.
    columns : sequence of Column
    caption : str
        Says what the table shows.
    rules : iterable of int
        Positions of rows that are followed by a heavier line.
    empty : str, optional
        What stands instead of a table without rows.

    Returns
    -------
    Markup

    Examples
    --------
    >>> frame = pd.DataFrame({"name": ["<b>"], "value": [1]})
    >>> "&lt;b&gt;" in table(frame, [Column("name"), Column("value")], caption="Uji")
    True
    """
    if frame.empty:
        return paragraph(f"{caption}: {empty or say('table.empty')}.", css="quiet")
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(c.css, text(c.title)) for c in columns
    )
    shown = [[text(c.show(v)) for v in frame[c.name]] for c in columns]
    ruled = set(rules)
    rows = Markup("").join(
        _row(columns, cells, ruled=i in ruled) for i, cells in enumerate(zip(*shown, strict=True))
    )
    return _boxed_table(head, rows, caption=caption)


def _row(columns: Sequence[Column], cells: Sequence[Markup], *, ruled: bool) -> Markup:
    opening = Markup('<tr class="rule">') if ruled else Markup("<tr>")
    first = Markup('<th scope="row"{}>{}</th>').format(columns[0].css, cells[0])
    rest = (
        Markup("<td{}>{}</td>").format(c.css, v)
        for c, v in zip(columns[1:], cells[1:], strict=True)
    )
    return opening + first + Markup("").join(rest) + Markup("</tr>")


def _boxed_table(head: Markup, rows: Markup, *, caption: str, css: str = "") -> Markup:
    opening = Markup('<table class="{}">').format(css) if css else Markup("<table>")
    return Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{label}">{opening}'
        "<caption>{label}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    ).format(label=text(caption), opening=opening, head=head, rows=rows)


def heat_table(
    frame: pd.DataFrame, *, caption: str, row_header: str, show: Callable[[float], str]
) -> Markup:
    """Draw shares 0–1 as a table whose cells are shaded by one blue ramp.

    Parameters
    ----------
    frame : DataFrame of shape (n_rows, n_columns)
        Shares in 0–1, NaN where there is none; index and columns are the labels. Not modified.
    caption, row_header : str
    show : callable
        Share → text of the cell.

    Returns
    -------
    Markup
    """
    from seaborn import light_palette

    ramp = light_palette("#12436d", n_colors=101).as_hex()
    cell = Markup('<td style="background:{};color:{}">{}</td>')
    head = Markup('<th scope="col">{}</th>').format(row_header) + Markup("").join(
        Markup('<th scope="col" class="number">{}</th>').format(text(c)) for c in frame.columns
    )
    rows = Markup("")
    for label, shares in zip(frame.index, frame.to_numpy(float), strict=True):
        cells = Markup("").join(
            Markup("<td>{}</td>").format(MISSING)
            if is_missing(v)
            else cell.format(
                ramp[round(100 * v)], "#fff" if v > WHITE_FROM else "#000", text(show(v))
            )
            for v in shares
        )
        rows += Markup('<tr><th scope="row">{}</th>{}</tr>').format(text(label), cells)
    return _boxed_table(head, rows, caption=caption, css="heat")


def details(summary: str, content: Markup, *, css: str = "") -> Markup:
    """Fold content behind one line; ``css="screen"`` leaves it out in print."""
    opening = Markup('<details class="{}">').format(css) if css else Markup("<details>")
    return opening + Markup("<summary>{}</summary>{}</details>").format(text(summary), content)


def figure(
    *, claim: object, subtitle: object, body: Markup, source: object, numbers: Markup | None = None
) -> Markup:
    """Lay out one figure: claim, what is measured, picture, source, and the same as a table.

    Parameters
    ----------
    claim, subtitle, source : str or Markup
        The claim becomes the heading; the subtitle says measure, scale and period.
    body : Markup
        The picture or the table that carries the claim.
    numbers : Markup
        The figures of the picture as a table, folded.

    Returns
    -------
    Markup
    """
    return Markup("<figure><figcaption><h3>{}</h3><p>{}</p></figcaption>{}{}{}</figure>").format(
        text(claim),
        text(subtitle),
        body,
        source_note(source),
        details(say("figure.numbers"), numbers) if numbers else "",
    )


def cards(items: Iterable[tuple[str, str, str]]) -> Markup:
    """Lay out key figures: (figure, unit, what it says)."""
    figure_piece = Markup("<li><b>{} <small>{}</small></b><span>{}</span></li>")
    word_piece = Markup('<li><b class="word">{} <small>{}</small></b><span>{}</span></li>')
    listed = Markup("").join(
        (figure_piece if item[0][:1].isdigit() else word_piece).format(*map(text, item))
        for item in items
    )
    return Markup('<ul class="cards">{}</ul>').format(listed)


def bullets(items: Iterable[object], *, css: str = "") -> Markup:
    """List sentences."""
    opening = Markup('<ul class="{}">').format(css) if css else Markup("<ul>")
    listed = Markup("").join(Markup("<li>{}</li>").format(text(item)) for item in items)
    return opening + listed + Markup("</ul>")


def terms(items: Iterable[tuple[object, object]]) -> Markup:
    """List terms with what they mean."""
    piece = Markup("<dt>{}</dt><dd>{}</dd>")
    listed = Markup("").join(piece.format(text(a), text(b)) for a, b in items)
    return Markup('<dl class="terms">{}</dl>').format(listed)
