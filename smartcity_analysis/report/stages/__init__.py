"""What each stage says first: headline, decision box, key figures."""
