"""Words of money and plans for the templates of every face."""
