"""What comes into the room of bodies, from a form or any format: frozen rows, a module a part."""
