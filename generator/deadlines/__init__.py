"""Deadlines out of the document: who owes which report, when; as a table, a sheet, a calendar."""
