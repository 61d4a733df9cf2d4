"""The targets of a branch's people as a workbook or a pasted block: written, read back, compared."""
