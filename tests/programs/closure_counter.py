# A cell shared by two functions.
def make():
    count = 0
    log = []
    def up():
        nonlocal count
        count = count + 1
        log.append(count)
        return count
    def get():
        return log
    return up, get
up, get = make()
up()
up()
other_up, other_get = make()
log = get()
other_up()
del up
alive = get()
del get
print(alive, log is alive, other_get())
