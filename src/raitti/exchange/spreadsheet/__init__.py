"""Organisations from a table that someone keeps by hand: a CSV file or a workbook."""
