"""A reception day: the queue, registering, the talk and its outcomes, the day's summary, people."""
