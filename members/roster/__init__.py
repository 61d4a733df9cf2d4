"""The roster from a workbook: what a row means, what an import would do, the empty template."""
