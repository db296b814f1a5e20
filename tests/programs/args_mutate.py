# A function changes the caller's list; another only its own name.
def change(items):
    items.append(len(items))
    items = items
    return None
def rebind(items):
    items = items + [99]
    local = items
    return len(local)
data = []
change(data)
change(data)
size = rebind(data)
print(data, size)
