# Inner functions that rebind outer names.
def outer():
    state = ["start"]
    history = []
    def change(new):
        nonlocal state
        history.append(state)
        state = new
        return state
    def read():
        return state
    a = change(["one"])
    b = change(["two"])
    c = read()
    same = b is c
    state = None
    return history, same, read
h, same, read = outer()
now = read()
h.clear()
print(same, now)
