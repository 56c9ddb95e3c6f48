"""What comes in about bodies from forms."""
