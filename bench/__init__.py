"""Our figures beside the floors: the least time the same work can take at all (`make bench`).

Only ratios count, and only those of one run: machines differ, and so do their neighbours.
"""
