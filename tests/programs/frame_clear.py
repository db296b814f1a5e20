# frame.clear() lets go of a frame's names, not of the dict that f_locals has shown.
import sys


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def fails(name, number):
    local = Node(name)
    return number / 0


def trace_of(name):
    try:
        fails(name, 1)
    except ZeroDivisionError as error:
        return error.__traceback__.tb_next


shown = trace_of("shown")
print(sorted(shown.tb_frame.f_locals), sys.getrefcount(shown.tb_frame.f_locals["local"]))
shown.tb_frame.clear()
print("cleared", shown.tb_frame.f_locals)
kept = shown.tb_frame.f_locals
shown = None
print(sorted(kept))
hidden = trace_of("hidden")
hidden.tb_frame.clear()
print("cleared")
hidden = None
