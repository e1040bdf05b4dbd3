"""Training while people watch: a bounded pool of worker processes, one run a person.

`settings` is what may be asked for; `course` trains, in a process of its own (`worker`); `pool`
and `run` know of all runs, and never load torch. `messages` is what processes say to each other.
"""
