"""Who may do what in bodies, and why not."""
