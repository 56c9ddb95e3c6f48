"""What comes into the room of bodies, from a form or a file: frozen rows."""
