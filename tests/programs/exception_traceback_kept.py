# A kept exception keeps its traceback, which keeps the frames and their names.
def fail(items):
    local = [items]
    raise ValueError("x")
data = [1]
kept = None
try:
    fail(data)
except ValueError as e:
    kept = e
frames = 0
tb = kept.__traceback__
while tb is not None:
    frames += 1
    tb = tb.tb_next
kept.__traceback__ = None
kept = None
print(frames, data)
