import _cycle_b as b
x = 1
