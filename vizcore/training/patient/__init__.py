"""A patient teacher on one graphics card: `python -m vizcore.training.patient --help`.

A teacher is trained first. It then answers every batch that its pupils learn from, for several
hundred epochs (Beyer et al., Knowledge distillation: a good teacher is patient and consistent,
2022). A budget in minutes decides how many. `gpu` looks at the card before that.
"""
