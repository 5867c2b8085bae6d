"""The reviewer's brief: what can be computed of a record, on one page, for the senior who is asked to approve it."""
