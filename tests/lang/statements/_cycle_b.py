import _cycle_a
y = hasattr(_cycle_a, "x")
