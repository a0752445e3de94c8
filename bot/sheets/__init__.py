"""Spreadsheets, in and out: tables of text that officials keep in Excel."""
