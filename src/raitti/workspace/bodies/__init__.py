"""Pages for those who look after bodies, sit in them, or want in."""
