"""What can be listed and found of bodies."""
