"""The plan: its model, its file, its outline, its text and the rules about its content."""
