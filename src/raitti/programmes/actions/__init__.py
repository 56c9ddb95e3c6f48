"""What happens to programmes, projects, grants, plans and structures."""
