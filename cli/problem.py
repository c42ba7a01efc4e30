class Problem(Exception):
    """Something that a person can mend; said in one line, without a traceback."""
