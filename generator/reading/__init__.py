"""From a file that others wrote to plain values: what stands on the page, and what it is."""
