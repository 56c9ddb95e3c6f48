"""Bodies: advisory boards, working groups and open groups, who sits in them and for whom, what they decide."""
