# An exception raised while handling another one holds it.
def wrap(payload):
    try:
        raise ValueError(payload)
    except ValueError as first:
        raise KeyError("second") from first
data = []
try:
    wrap(data)
except KeyError as e:
    kept = e
cause = kept.__cause__
same = cause is kept.__context__
held = cause.args[0] is data
cause = None
kept.__cause__ = None
kept = None
print(same, held, data)
