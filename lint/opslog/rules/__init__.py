"""The rules. Each module here registers its own on import; `opslog.rule.all_rules` imports them all."""
