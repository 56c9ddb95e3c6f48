"""What comes into the room of bodies, from a form or a file: frozen rows. Texts map a language to its words."""
