"""What happens between us and other programs: telling them of changes, fetching from them."""
