"""Bodies in the manner of OParl 1.1, which parliaments' and councils' information systems speak."""
