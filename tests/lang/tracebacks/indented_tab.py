# stderr: whole
def f():
	if True:
		return None + 1
f()
