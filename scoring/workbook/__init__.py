"""A month as a workbook that is filled in offline: what its columns are, how it is written, read back and checked."""
