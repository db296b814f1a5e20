# Functions that bind global names.
shared = []
def bind():
    global shared, extra
    extra = shared
    shared = [extra]
    return shared
def use():
    local = shared
    local.append(extra)
    return len(local)
r = bind()
n = use()
def drop():
    global extra
    del extra
drop()
same = r is shared
del r
print(n, same, shared)
