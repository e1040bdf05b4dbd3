"""What the lessons on the trained network share: its way through, what is looked at, programs."""
