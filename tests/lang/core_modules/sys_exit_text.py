# sys.exit with text prints it on stderr and leaves status 1; finally clauses run.
import sys
def work():
    try:
        print("working")
        sys.exit("fatal: something")
    finally:
        print("cleanup")
try:
    work()
except Exception:
    print("not caught by Exception")
finally:
    print("outer cleanup")
