"""How large a file that somebody hands in may be: far above any worksheet, far below any harm."""

MAX_FILE_BYTES = 20_000_000
MAX_YAML_BYTES = 500_000
MAX_UNPACKED_BYTES = 80_000_000
MAX_RATIO = 150
RATIO_FROM_BYTES = 4_000_000
MAX_MEMBERS = 1_000
MAX_SHEETS = 60
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 120_000
