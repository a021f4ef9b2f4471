"""What a SWOT position says, and what would move it."""

from __future__ import annotations

from smartcity_analysis.analysis.swot import Change, Flip, SwotPosition
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, of, strength
from smartcity_analysis.report.texts import say


@of.register
def _(result: SwotPosition) -> Finding:
    meaning = fmt.capitalised(say(f"position_meaning.{result.position}"))
    if result.position == "unknown":
        return Finding(say("swot.claim_unknown"), f"{meaning}.", short=say("swot.short_unknown"))
    variants = {
        "variants": fmt.number(int(result.variants["same"].sum())),
        "all_variants": fmt.number(len(result.variants)),
    }
    position = say(f"position.{result.position}")
    # As firm as the weaker of the two: many raters may agree on what one convention makes.
    grade = strength(min(result.draws_agree, result.agreement))
    if grade == "open":
        detail = say("swot.open_detail", position=position, draws=_commonest(result), **variants)
        short = _firm_half(result)
        return Finding(fmt.capitalised(short), detail, short=short)
    firmness = {"draws": fmt.of_hundred(result.draws_agree), **variants}
    word = say(f"strength.{grade}")
    return Finding(
        say("swot.claim", strength=word, position=position),
        say("swot.detail", meaning=meaning, **firmness),
        short=say("swot.short", strength=word, position=position),
    )


def _firm_half(result: SwotPosition) -> str:
    """Say which axis is settled when the position is not."""
    settled = {}
    for axis, share in zip(("internal", "external"), result.sides, strict=True):
        rest = (result.variants[axis] > 0).mean()
        for side, firm in (("plus", min(share, rest)), ("minus", min(1 - share, 1 - rest))):
            if strength(firm) in ("certain", "likely"):
                settled[axis] = side
    if len(settled) != 1:
        return say("swot.short_open")
    ((axis, side),) = settled.items()
    return say(f"swot.half_{axis}_{side}")


def _commonest(result: SwotPosition) -> str:
    if fmt.is_missing(result.draws_agree):
        return say("swot.one_unit")
    ordered = sorted(result.draw_shares.items(), key=lambda pair: -pair[1])
    return fmt.words(
        [
            say("swot.in_position", position=say(f"position.{code}"), share=fmt.of_hundred(share))
            for code, share in ordered[:2]
            if share > 0
        ]
    )


@of.register
def _(result: Flip) -> Finding:
    if result.state == "unknown":
        return Finding(say("flip.claim_unknown"), "")
    claims = {(True, True): "rating", (True, False): "rating", (False, True): "weight"}
    found = (result.smallest_rating is not None, result.smallest_weight is not None)
    sentences = [
        _change_sentence(result.smallest_rating, "rating", decimals=1),
        _change_sentence(result.smallest_weight, "weight", decimals=3),
    ]
    return Finding(say(f"flip.claim_{claims.get(found, 'none')}"), " ".join(sentences))


def _change_sentence(change: Change | None, measure: str, *, decimals: int) -> str:
    if change is None:
        return say(f"flip.no_{measure}")
    return say(
        f"flip.{measure}",
        factor=change.factor,
        now=fmt.number(change.now, decimals),
        needed=fmt.number(change.needed, decimals),
        becomes=say(f"position.{change.becomes}"),
    )
