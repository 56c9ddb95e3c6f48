"""The re-planning optimiser: what a project can keep doing with the money it got, and why. No framework."""
