# open() of missing files and bad arguments.
for args in (("no_such_file.txt",), ("no_such_dir/file.txt",), ("x", "q"), ("x", "rw"), (5.5,), ([],), ("x", "rb", -1, "utf-8"), ("", )):
    try:
        open(*args)
        print("opened")
    except Exception as e:
        print(type(e).__name__, e)
try:
    with open("missing.txt") as f:
        print("never")
except FileNotFoundError as e:
    print(e.errno, e.strerror, e.filename, repr(e))
