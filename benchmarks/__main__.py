"""Run the comparison: ``python -m benchmarks``, from the repository's root."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from benchmarks import results
from benchmarks.timing import Row

PAGE = Path(__file__).with_name("RESULTS.md")
WORKS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    # module, function, arguments; "full" stands for whether the peers' loops run whole
    "import": ("imports", "row", ()),
    "saw": ("weightings", "row", ("saw", "full")),
    "topsis": ("weightings", "row", ("topsis", "full")),
    "vikor": ("weightings", "row", ("vikor", "full")),
    "promethee": ("weightings", "row", ("promethee", "full")),
    "outranking": ("outranking", "medium", ()),
    "large": ("outranking", "large", ()),
    "labelled": ("labelled", "row", ()),
    "ahp": ("group", "ahp", ()),
    "bootstrap": ("group", "bootstrap", ("full",)),
    "portfolio": ("portfolios", "choice", ()),
    "core": ("portfolios", "core", ()),
}


def work(name: str, *, full: bool) -> Callable[[], Row]:
    """Import what a piece of work needs, only then."""
    module, function, arguments = WORKS[name]
    call = getattr(import_module(f"benchmarks.{module}"), function)
    named = {"full": full} if "full" in arguments else {}
    return partial(call, *(one for one in arguments if one != "full"), **named)


def main() -> int:
    """Run, print, write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--full", action="store_true", help="run the peers' loops whole: half an hour"
    )
    parser.add_argument("--check", action="store_true", help="fail when a target is missed")
    parser.add_argument("--only", choices=WORKS, nargs="+", help="only these; writes no page")
    given = parser.parse_args()
    # Deprecations and numerical remarks of the peers are theirs.
    warnings.simplefilter("ignore")
    rows = []
    for name in given.only or WORKS:
        rows.append(work(name, full=given.full)())
        print(results.lines(rows[-1]), flush=True)
    if not given.only:
        PAGE.write_text(results.page(rows), encoding="utf-8")
        print(f"\nWritten to {PAGE.relative_to(PAGE.parents[1])}")
    missed = [claim for row in rows for claim in row.claims if not claim.met]
    return 1 if given.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
