"""A reception day: registering, the queue, the talk and what it ends in, the papers that leave the room."""
