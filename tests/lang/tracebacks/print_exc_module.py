# stderr: whole
import sys
def f():
    raise ValueError("shown by the hook")
def hook(t, v, tb):
    print("hook:", t.__name__, v, tb.tb_lineno)
sys.excepthook = hook
f()
