"""What a văn thư looks at: the form of a document by its clauses, its content by what it says."""
