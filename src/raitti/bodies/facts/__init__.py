"""What comes into bodies, as plain frozen rows."""
