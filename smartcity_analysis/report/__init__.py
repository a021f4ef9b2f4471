"""Results → findings in words → charts, tables, blocks and the page template."""
