"""SWOT sheets for the tests: worked by hand, or random with ties and blanks."""

import numpy as np
import pandas as pd

KIND = {"S": "strength", "W": "weakness", "O": "opportunity", "T": "threat"}


def make_factors(**counts):
    codes = [f"{letter}-{n:02d}" for letter, count in counts.items() for n in range(1, count + 1)]
    return pd.DataFrame(
        {
            "factor": codes,
            "kind": [KIND[code[0]] for code in codes],
            "statement": [f"Fakta {code}" for code in codes],
            "element": ["STR", "INF", "SUP"] * (len(codes) // 3) + ["STR"] * (len(codes) % 3),
            "dimension": "GOV",
        }
    )


def make_ratings(factors, severity, importance=3, rater="A", agency=None):
    """One rater; `severity` maps the letter of a factor to its rating."""
    letters = factors["factor"].str[0]
    return pd.DataFrame(
        {
            "factor": factors["factor"],
            "rater": rater,
            "agency": agency,
            "importance": importance,
            "rating": [severity[letter] for letter in letters],
            "status": "official",
        }
    )


def random_sheet(seed, n_raters=6, blanks=0.15, **counts):
    """Factors and ratings with ties, blanks and raters with and without an OPD."""
    rng = np.random.default_rng(seed)
    factors = make_factors(**(counts or {"S": 4, "W": 3, "O": 3, "T": 2}))
    grid = [(f, r) for r in range(n_raters) for f in factors["factor"]]
    ratings = pd.DataFrame(
        {
            "factor": [f for f, _ in grid],
            "rater": [f"R{r}" for _, r in grid],
            "agency": [("DINKES", "DLH", None)[r % 3] for _, r in grid],
            "importance": rng.integers(1, 6, len(grid)),
            "rating": rng.integers(1, 5, len(grid)),
            "status": "official",
        }
    )
    keep = (ratings["rater"] == "R0") | (rng.random(len(grid)) > blanks)
    return factors, ratings[keep].reset_index(drop=True)
