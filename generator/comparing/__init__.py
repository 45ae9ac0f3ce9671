"""Two plan files compared: the list of changes, the table of them, the redline."""
