# stderr: whole
result = [1, 2, 3][0] + [4, 5, 6][1] + [7, 8, 9][2] + {"alpha": 1, "beta": 2, "gamma": 3}["delta"] + [10, 11, 12][0] + len("a fairly long string at the end")
