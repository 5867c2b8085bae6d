"""What a record states of time, and what its events say about it: the rules of the timeline ask these modules."""
