"""The signed-in pages of programmes, projects, grants, plans and structures."""
