"""One module for each kind of file; for the child process only, as small files can bring them down."""
