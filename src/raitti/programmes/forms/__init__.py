"""What comes in about programmes, projects, grants, plans and structures."""
