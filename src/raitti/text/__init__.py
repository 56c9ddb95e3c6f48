"""Finnish, Swedish and English words: from running text to base forms and compound parts. No framework."""
