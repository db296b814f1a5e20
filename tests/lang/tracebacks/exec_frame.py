# stderr: whole
code = compile("def f():\n    return 1 / 0\n", "generated.py", "exec")
exec(code)
f()
