"""A plan of the next years from last year's file: the plan, and what is left to a person."""
