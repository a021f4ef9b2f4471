"""The one way in which a result becomes a block; each kind of result registers its layout."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import singledispatch
from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.report import findings
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.markup import figure, heading, paragraph, text
from smartcity_analysis.report.texts import say


@singledispatch
def block(result: object) -> Block:
    """Put a result on the page.

    Parameters
    ----------
    result : any result of :mod:`smartcity_analysis.analysis` that has tables

    Returns
    -------
    Block

    Raises
    ------
    TypeError
        If the result is of another type.
    """
    raise TypeError(f"blocks.block has no layout for {type(result).__name__!r}.")


def marked(claim: str, *, sample: bool) -> Markup:
    """Write a claim, with its mark when it rests on made-up judgements."""
    mark = Markup(' <span class="sample-mark">{}</span>').format(say("sample_mark"))
    return text(claim) + (mark if sample else Markup(""))


def opened(result: Any) -> Markup:
    """Write the finding of a result that needs no figure: its claim, and the detail under it."""
    finding = findings.of(result)
    detail = paragraph(finding.detail) if finding.detail else Markup("")
    return heading(marked(finding.claim, sample=result.sample), level=3) + detail


def figured(
    result: Any,
    *,
    id: str,
    source: str,
    subtitle: str = "",
    body: Markup | None = None,
    numbers: Markup | None = None,
    after: Markup | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
) -> Block:
    """Lay a result out as one figure under its finding.

    Parameters
    ----------
    result : any result with a finding
    id, source : str
    subtitle : str, optional
        What is measured; the detail of the finding stands before it.
    body : Markup, optional
        The picture or table that carries the claim.
    numbers : Markup, optional
        The figures as a table, folded.
    after : Markup, optional
        What follows the figure.
    tables : mapping, optional
        Those of the result, where they were worked out already.
    """
    finding = findings.of(result)
    html = figure(
        claim=marked(finding.claim, sample=result.sample),
        subtitle=f"{finding.detail} {subtitle}".strip(),
        body=body or Markup(""),
        source=source,
        numbers=numbers,
    )
    kept = result.tables() if tables is None else tables
    return Block(id, html + (after or Markup("")), str(finding), kept, sample=result.sample)


def anchor(stem: str, *labels: Hashable) -> str:
    """Make an anchor of a stem and labels, so that two results of a kind share a page.

    Examples
    --------
    >>> anchor("penjelasan", "E-Kelurahan", "Job Cafe")
    'penjelasan-e-kelurahan-job-cafe'
    """
    slug = (re.sub(r"\W+", "-", str(label).lower()).strip("-") for label in labels)
    return "-".join([stem, *slug])
