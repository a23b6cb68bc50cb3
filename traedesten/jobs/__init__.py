"""Background work. Nothing outside this room and the ``tasks`` files knows the engine."""
