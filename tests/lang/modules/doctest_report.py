"""Module doc.

>>> 1 + 1
2
"""
import doctest
def add(a, b):
    """Add.

    >>> add(1, 2)
    3
    >>> add("a", "b")
    'ab'
    >>> add(1, "b")
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for +: 'int' and 'str'
    >>> for i in range(2):
    ...     print(i)
    ...
    0
    1
    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    >>> list(range(20)) # doctest: +ELLIPSIS
    [0, 1, ..., 19]
    >>> print("x   y") # doctest: +NORMALIZE_WHITESPACE
    x y
    >>> x = 3
    >>> x
    3
    >>> 1/0 # doctest: +SKIP
    """
    return a + b
def wrong():
    """
    >>> wrong()
    5
    >>> print("out")
    >>> 3
    4
    """
    return 4
def nodoc(): pass
class C:
    """
    >>> C().m()
    1
    """
    def m(self):
        """
        >>> C().m() + 1
        2
        """
        return 1
    @property
    def p(self):
        """
        >>> C().p
        'p'
        """
        return "p"
    @staticmethod
    def s():
        """>>> C.s()
        's'
        """
        return "s"
def raises():
    """
    >>> raises()
    Traceback (most recent call last):
    ValueError: no
    """
    raise ValueError("no")
if __name__ == "__main__":
    print(doctest.testmod())
    print(doctest.testmod(verbose=True))
    doctest.run_docstring_examples(add, globals())
    doctest.run_docstring_examples(wrong, globals(), name="wrong")
    print(doctest.testmod(report=False, optionflags=doctest.REPORT_ONLY_FIRST_FAILURE).failed)
