"""The dated world of administration: what was in force on a day, read from `data/registers/`."""
