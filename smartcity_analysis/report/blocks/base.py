"""The one way in which a result becomes a block; each kind of result registers its layout."""

from __future__ import annotations

from functools import singledispatch

from markupsafe import Markup

from smartcity_analysis.report import findings
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.texts import say


@singledispatch
def block(result: object) -> Block:
    """Put a result on the page.

    Parameters
    ----------
    result : Coverage, Readiness, Gap, SwotPosition, Flip or UsgRanking

    Returns
    -------
    Block

    Raises
    ------
    TypeError
        If the result is of another type.
    """
    raise TypeError(f"blocks.block has no layout for {type(result).__name__!r}.")


def sample_mark(*, sample: bool) -> Markup:
    """Mark what rests on made-up judgements."""
    if not sample:
        return Markup("")
    return Markup(' <span class="sample-mark">{}</span>').format(say("sample_mark"))


def claim_of(finding: findings.Finding, *, sample: bool) -> Markup:
    """Write a claim with its sample mark."""
    return Markup("{}{}").format(finding.claim, sample_mark(sample=sample))
