"""The declarations of a branch's people as a workbook: written, read back, compared."""
