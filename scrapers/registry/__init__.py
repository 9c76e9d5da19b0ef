"""The boards: one block each, their file, their faults, and how the board behind a careers page is found."""
