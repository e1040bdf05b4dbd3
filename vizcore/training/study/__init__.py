"""What several runs say together: the lecture's experiment, seeds, the model card."""
