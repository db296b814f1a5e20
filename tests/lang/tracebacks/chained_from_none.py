# stderr: whole
def load(d):
    try:
        return d["key"]
    except KeyError:
        raise RuntimeError("hidden cause") from None

load({})
