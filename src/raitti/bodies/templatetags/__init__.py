"""Words that templates of bodies use."""
