"""From the finished text of a plan to a Word document."""
