"""Who did what in a sentence, and whether it puts a person where a cause should be.

The rules stand in `rules/blame_*.py`; here stands what they share: words, agents, the pattern language, the reader.
"""
