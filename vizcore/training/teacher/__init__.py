"""Teachers: kept, and their answers as soft targets for the runs of their pupils."""
