"""What can be listed and counted of programmes, projects, grants, plans and structures."""
