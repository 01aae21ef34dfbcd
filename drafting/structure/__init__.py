"""Lines to tree: what each line is, and the Akoma Ntoso tree they make."""
