"""Senior review: who has to approve a record, which version they approved, and whether that still stands."""
