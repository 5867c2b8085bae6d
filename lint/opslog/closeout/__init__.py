"""From resolved to closed: the draft of a postmortem, what is left to write, the answers to the closing gate."""
