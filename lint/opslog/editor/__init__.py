"""The language server: findings while a record is written, and help where the cursor stands."""
