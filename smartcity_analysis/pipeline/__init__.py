"""Notebook → page: run it with papermill, publish it with nbconvert, keep the ledger."""
