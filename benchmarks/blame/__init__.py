"""How well the blame rules read: labelled sentences, the second reader's learning, and the comparison with others."""
