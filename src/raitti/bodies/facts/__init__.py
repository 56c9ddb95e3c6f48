"""What comes into the room of bodies, from forms or files: frozen rows."""
