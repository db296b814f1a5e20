"""Tool for measuring execution time of small code snippets."""

import gc
import itertools
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter
_globals = globals


def _indented(text, by):
    return text.replace("\n", "\n" + " " * by)


class Timer:
    """Class for timing execution speed of small code snippets.

    The constructor takes a statement to be timed, an additional
    statement used for setup, and a timer function.  Both statements
    default to 'pass'; the timer function is platform-dependent (see
    module doc string).  If 'globals' is specified, the code will be
    executed within that namespace (as opposed to inside timeit's
    namespace).
    """

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        names = {}
        around = _globals() if globals is None else globals
        params = ""
        before = ""
        if isinstance(setup, str):
            compile(setup, "<timeit-src>", "exec")
            before = setup + "\n"
            setup_text = _indented(setup, 4)
        elif callable(setup):
            names["_setup"] = setup
            params += ", _setup=_setup"
            setup_text = "_setup()"
        else:
            raise ValueError("setup is neither a string nor callable")
        if isinstance(stmt, str):
            compile(before + stmt, "<timeit-src>", "exec")
            stmt_text = _indented(stmt, 8)
        elif callable(stmt):
            names["_stmt"] = stmt
            params += ", _stmt=_stmt"
            stmt_text = "_stmt()"
        else:
            raise ValueError("stmt is neither a string nor callable")
        self.src = ("def inner(_it, _timer%s):\n    %s\n    _t0 = _timer()\n    for _i in _it:\n        %s\n        pass\n"
                    "    _t1 = _timer()\n    return _t1 - _t0\n" % (params, setup_text, stmt_text))
        exec(compile(self.src, "<timeit-src>", "exec"), around, names)
        self.inner = names["inner"]

    def print_exc(self, file=None):
        """Helper to print a traceback from the timed code."""
        import traceback
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """Time 'number' executions of the main statement.

        To be precise, this executes the setup statement once, and
        then returns the time it takes to execute the main statement
        a number of times, as float seconds if using the default timer.
        """
        enabled = gc.isenabled()
        gc.disable()
        try:
            return self.inner(itertools.repeat(None, number), self.timer)
        finally:
            if enabled:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """Call timeit() a few times; returns the list of times."""
        return [self.timeit(number) for i in range(repeat)]

    def autorange(self, callback=None):
        """Return the number of loops and time taken so that total time >= 0.2."""
        scale = 1
        while True:
            for digit in 1, 2, 5:
                number = scale * digit
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Convenience function to create Timer object and call timeit method."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    """Convenience function to create Timer object and call repeat method."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
