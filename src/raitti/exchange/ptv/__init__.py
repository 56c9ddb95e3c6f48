"""Reading the national service register (Palvelutietovaranto, PTV): its open API and an older flat form."""
