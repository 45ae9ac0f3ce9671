"""Reports of the checker to keep: a page to read and print, a sheet to work through."""
