"""How large a workbook may be. Plain numbers: the child process reads them without Django."""

MIB = 1024 * 1024

# Of the archive, checked before anything is unpacked.
PACKED_BYTES = 10 * MIB
ENTRIES = 500
UNPACKED_BYTES = 64 * MIB
RATIO = 100  # unpacked bytes for one packed byte, of any entry larger than RATIO_FROM
RATIO_FROM = MIB
PROLOG_BYTES = 64 * 1024  # of an XML part, up to its first element

# Of the child process that reads the cells.
MEMORY_BYTES = 768 * MIB
CPU_SECONDS = 10
WALL_SECONDS = 30
AT_ONCE = 2  # children of one server process; others wait
WAIT_SECONDS = 20

# Of what it hands back.
SHEETS = 20
ROWS = 5_000
COLUMNS = 200
CELLS = 400_000  # of all sheets
CHARACTERS = 8 * MIB  # of all cells
