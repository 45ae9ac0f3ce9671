"""What is written into a Word file that someone else made: remarks in its margin, repairs."""
