"""The safe repairs of a Word document: how it is set, never what it says."""
