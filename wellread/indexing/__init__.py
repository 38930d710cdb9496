"""From editions to documents: the index follows the numbered list of public changes, or is built anew."""
