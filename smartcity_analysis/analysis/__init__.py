"""Checked tables in, frozen results out: no files, no drawing, no sentences."""
