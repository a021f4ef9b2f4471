"""The scoring library beside its peers: the same work, the same input, the same output, timed."""
