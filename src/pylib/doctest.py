r"""Module doctest -- a framework for running examples in docstrings.

In simplest use, end each module M to be tested with:

def _test():
    import doctest
    doctest.testmod()

if __name__ == "__main__":
    _test()

Then running the module as a script will cause the examples in the
docstrings to get executed and verified.
"""

import inspect
import linecache
import sys
import traceback
from collections import namedtuple
from io import StringIO

__all__ = ['register_optionflag', 'DONT_ACCEPT_TRUE_FOR_1', 'DONT_ACCEPT_BLANKLINE', 'NORMALIZE_WHITESPACE', 'ELLIPSIS',
           'SKIP', 'IGNORE_EXCEPTION_DETAIL', 'COMPARISON_FLAGS', 'REPORT_UDIFF', 'REPORT_CDIFF', 'REPORT_NDIFF',
           'REPORT_ONLY_FIRST_FAILURE', 'REPORTING_FLAGS', 'FAIL_FAST', 'Example', 'DocTest', 'DocTestParser',
           'DocTestFinder', 'DocTestRunner', 'OutputChecker', 'DocTestFailure', 'UnexpectedException', 'DebugRunner',
           'testmod', 'run_docstring_examples', 'testsource', 'script_from_examples', 'TestResults']

TestResults = namedtuple('TestResults', 'failed attempted')
OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


DONT_ACCEPT_TRUE_FOR_1 = register_optionflag('DONT_ACCEPT_TRUE_FOR_1')
DONT_ACCEPT_BLANKLINE = register_optionflag('DONT_ACCEPT_BLANKLINE')
NORMALIZE_WHITESPACE = register_optionflag('NORMALIZE_WHITESPACE')
ELLIPSIS = register_optionflag('ELLIPSIS')
SKIP = register_optionflag('SKIP')
IGNORE_EXCEPTION_DETAIL = register_optionflag('IGNORE_EXCEPTION_DETAIL')
COMPARISON_FLAGS = (DONT_ACCEPT_TRUE_FOR_1 | DONT_ACCEPT_BLANKLINE | NORMALIZE_WHITESPACE | ELLIPSIS | SKIP
                    | IGNORE_EXCEPTION_DETAIL)
REPORT_UDIFF = register_optionflag('REPORT_UDIFF')
REPORT_CDIFF = register_optionflag('REPORT_CDIFF')
REPORT_NDIFF = register_optionflag('REPORT_NDIFF')
REPORT_ONLY_FIRST_FAILURE = register_optionflag('REPORT_ONLY_FIRST_FAILURE')
FAIL_FAST = register_optionflag('FAIL_FAST')
REPORTING_FLAGS = REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF | REPORT_ONLY_FIRST_FAILURE | FAIL_FAST
BLANKLINE_MARKER = '<BLANKLINE>'
ELLIPSIS_MARKER = '...'
master = None


def _indent(s, indent=4):
    "Add the given number of space characters to the beginning of every non-blank line in s."
    return ''.join(line if line.isspace() or not line else ' ' * indent + line for line in s.splitlines(True))


def _indent_of(line):
    return len(line) - len(line.lstrip(' '))


class Example:
    """A single doctest example: source code and expected output."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        if not source.endswith('\n'):
            source += '\n'
        if want and not want.endswith('\n'):
            want += '\n'
        if exc_msg is not None and not exc_msg.endswith('\n'):
            exc_msg += '\n'
        self.source = source
        self.want = want
        self.lineno = lineno
        self.indent = indent
        self.options = {} if options is None else options
        self.exc_msg = exc_msg

    def _key(self):
        return self.source, self.want, self.lineno, self.indent, tuple(self.options.items()), self.exc_msg

    def __eq__(self, other):
        return self._key() == other._key() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((self.source, self.want, self.lineno, self.indent, self.exc_msg))


class DocTest:
    """A collection of doctest examples that should be run in a single namespace."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        assert not isinstance(examples, str), "DocTest no longer accepts str; use DocTestParser instead"
        self.examples = examples
        self.docstring = docstring
        self.globs = globs.copy()
        self.name = name
        self.filename = filename
        self.lineno = lineno

    def __repr__(self):
        n = len(self.examples)
        count = 'no examples' if n == 0 else '1 example' if n == 1 else '%d examples' % n
        return '<%s %s from %s:%s (%s)>' % (self.__class__.__name__, self.name, self.filename, self.lineno, count)

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        return ((self.name, self.filename, self.lineno if self.lineno is not None else -1, id(self))
                < (other.name, other.filename, other.lineno if other.lineno is not None else -1, id(other)))


class DocTestParser:
    """A class used to parse strings containing doctest examples."""

    def parse(self, string, name='<string>'):
        """Divide the given string into examples and intervening text,
        and return them as a list of alternating Examples and strings."""
        lines = string.expandtabs().split('\n')
        margin = min((_indent_of(line) for line in lines if line.strip(' ')), default=0)
        lines = [line[margin:] for line in lines]
        output = []
        text = []
        i = 0
        while i < len(lines):
            line = lines[i]
            if not line.lstrip(' ').startswith('>>>'):
                text.append(line)
                i += 1
                continue
            output.append('\n'.join(text) + ('\n' if text else ''))
            text = []
            lineno = i
            indent = _indent_of(line)
            source = [line]
            i += 1
            while i < len(lines) and lines[i].lstrip(' ').startswith('...'):
                source.append(lines[i])
                i += 1
            want = []
            while i < len(lines) and lines[i].strip() and not lines[i].lstrip(' ').startswith('>>>'):
                want.append(lines[i])
                i += 1
            example = self._example(source, want, indent, name, lineno)
            if example is not None:
                output.append(example)
        output.append('\n'.join(text))
        return output

    def _example(self, source, want, indent, name, lineno):
        for n, line in enumerate(source):
            if len(line) >= indent + 4 and line[indent + 3] != ' ':
                raise ValueError('line %r of the docstring for %s lacks blank after %s: %r'
                                 % (lineno + n + 1, name, line[indent:indent + 3], line))
        for n, line in enumerate(source[1:]):
            if not line.startswith(' ' * indent + '.'):
                raise ValueError('line %r of the docstring for %s has inconsistent leading whitespace: %r'
                                 % (lineno + n + 2, name, line))
        code = '\n'.join(line[indent + 4:] for line in source)
        for n, line in enumerate(want):
            if not line.startswith(' ' * indent):
                raise ValueError('line %r of the docstring for %s has inconsistent leading whitespace: %r'
                                 % (lineno + len(source) + n + 1, name, line))
        output = [line[indent:] for line in want]
        options = self._find_options(code, name, lineno)
        if all(not line.strip() or line.lstrip().startswith('#') for line in code.split('\n')):
            return None
        return Example(code, '\n'.join(output), self._exception_message(output), lineno, indent, options)

    def _exception_message(self, want):
        """The text behind a traceback that is expected, or None."""
        if not want or want[0].rstrip() not in ('Traceback (most recent call last):', 'Traceback (innermost last):'):
            return None
        for n, line in enumerate(want[1:], 1):
            if line[:1].isalnum() or line[:1] == '_':
                return '\n'.join(want[n:])
        return None

    def _find_options(self, source, name, lineno):
        options = {}
        for line in source.split('\n'):
            at = line.find('#')
            while at >= 0:
                comment = line[at + 1:].lstrip()
                if comment.startswith('doctest:') and '"' not in comment and "'" not in comment:
                    for option in comment[8:].replace(',', ' ').split():
                        if option[0] not in '+-' or option[1:] not in OPTIONFLAGS_BY_NAME:
                            raise ValueError('line %r of the doctest for %s has an invalid option: %r'
                                             % (lineno + 1, name, option))
                        options[OPTIONFLAGS_BY_NAME[option[1:]]] = option[0] == '+'
                    break
                at = line.find('#', at + 1)
        return options

    def get_doctest(self, string, globs, name, filename, lineno):
        """Extract all doctest examples from the given string, and collect them into a DocTest object."""
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)

    def get_examples(self, string, name='<string>'):
        """Extract all doctest examples from the given string, and return them as a list of Example objects."""
        return [x for x in self.parse(string, name) if isinstance(x, Example)]


class DocTestFinder:
    """A class used to extract the DocTests that are relevant to a given object, from its docstring and the
    docstrings of its contained objects."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._parser = parser
        self._verbose = verbose
        self._recurse = recurse
        self._exclude_empty = exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        """Return a list of the DocTests that are defined by the given object's docstring, or by any of its
        contained objects' docstrings."""
        if name is None:
            name = getattr(obj, '__name__', None)
            if name is None:
                raise ValueError("DocTestFinder.find: name must be given when obj.__name__ doesn't exist: %r" % (type(obj),))
        if module is False:
            module = None
        elif module is None:
            module = obj if inspect.ismodule(obj) else sys.modules.get(getattr(obj, '__module__', None))
        file = getattr(module, '__file__', None)
        lines = linecache.getlines(file) if file else None
        if globs is None:
            globs = {} if module is None else module.__dict__.copy()
        else:
            globs = globs.copy()
        if extraglobs is not None:
            globs.update(extraglobs)
        globs.setdefault('__name__', '__main__')
        tests = []
        self._find(tests, obj, name, module, lines or None, globs, set())
        tests.sort()
        return tests

    def _from_module(self, module, obj):
        if module is None:
            return True
        if inspect.isfunction(obj):
            return module.__dict__ is obj.__globals__
        if inspect.ismethoddescriptor(obj) or inspect.isbuiltin(obj):
            mod = getattr(getattr(obj, '__objclass__', obj), '__module__', None)
            return module.__name__ == mod
        if inspect.isclass(obj):
            return module.__name__ == obj.__module__
        if hasattr(obj, '__module__'):
            return module.__name__ == obj.__module__
        if isinstance(obj, property):
            return True
        raise ValueError("object must be a class or function")

    def _find(self, tests, obj, name, module, lines, globs, seen):
        if self._verbose:
            print('Finding tests in %s' % name)
        if id(obj) in seen:
            return
        seen.add(id(obj))
        test = self._get_test(obj, name, module, globs, lines)
        if test is not None:
            tests.append(test)
        if not self._recurse:
            return
        if inspect.ismodule(obj):
            for valname, val in obj.__dict__.items():
                if not (inspect.isroutine(inspect.unwrap(val)) or inspect.isclass(val)):
                    continue
                if self._from_module(module, inspect.unwrap(val) if not inspect.isclass(val) else val):
                    self._find(tests, val, '%s.%s' % (name, valname), module, lines, globs, seen)
            for valname, val in getattr(obj, '__test__', {}).items():
                if not isinstance(valname, str):
                    raise ValueError("DocTestFinder.find: __test__ keys must be strings: %r" % (type(valname),))
                self._find(tests, val, '%s.__test__.%s' % (name, valname), module, lines, globs, seen)
        elif inspect.isclass(obj):
            for valname, val in obj.__dict__.items():
                if isinstance(val, (staticmethod, classmethod)):
                    val = val.__func__
                if ((inspect.isroutine(val) or inspect.isclass(val) or isinstance(val, property))
                        and self._from_module(module, val)):
                    self._find(tests, val, '%s.%s' % (name, valname), module, lines, globs, seen)

    def _get_test(self, obj, name, module, globs, lines):
        if isinstance(obj, str):
            docstring = obj
        else:
            docstring = getattr(obj, '__doc__', None)
            docstring = '' if docstring is None else str(docstring)
        lineno = self._find_lineno(obj, lines)
        if self._exclude_empty and not docstring:
            return None
        filename = None if module is None else getattr(module, '__file__', None) or module.__name__
        return self._parser.get_doctest(docstring, globs, name, filename, lineno)

    def _find_lineno(self, obj, lines):
        """The index of the line where the docstring begins, or None."""
        lineno = None
        docstring = getattr(obj, '__doc__', None)
        if inspect.ismodule(obj) and docstring is not None:
            lineno = 0
        if inspect.isclass(obj) and docstring is not None:
            for i, line in enumerate(lines or ()):
                words = line.split(None, 1)
                if len(words) == 2 and words[0] == 'class':
                    rest = words[1]
                    if rest.startswith(obj.__name__) and not (rest[len(obj.__name__):][:1].isalnum()
                                                              or rest[len(obj.__name__):][:1] == '_'):
                        lineno = i
                        break
        if inspect.ismethod(obj):
            obj = obj.__func__
        if isinstance(obj, property):
            obj = obj.fget
        if inspect.isfunction(obj) and getattr(obj, '__doc__', None):
            obj = inspect.unwrap(obj).__code__
        if inspect.istraceback(obj):
            obj = obj.tb_frame
        if inspect.isframe(obj):
            obj = obj.f_code
        if inspect.iscode(obj):
            lineno = obj.co_firstlineno - 1
        if lineno is None or lines is None:
            return lineno
        for i in range(lineno, len(lines)):
            if _begins_string(lines[i]):
                return i
        return None


def _begins_string(line):
    """Does a string literal begin on the line, alone or behind a colon?"""
    starts = [0] + [n + 1 for n, c in enumerate(line) if c == ':']
    for start in starts:
        rest = line[start:].lstrip()
        n = 0
        while n < len(rest) and (rest[n].isalnum() or rest[n] == '_'):
            n += 1
        if rest[n:n + 1] in ('"', "'"):
            return True
    return False


class DocTestRunner:
    """A class used to run DocTest test cases, and accumulate statistics."""

    DIVIDER = "*" * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        if verbose is None:
            verbose = '-v' in sys.argv
        self._verbose = verbose
        self.optionflags = optionflags
        self.original_optionflags = optionflags
        self.tries = 0
        self.failures = 0
        self._name2ft = {}

    def report_start(self, out, test, example):
        """Report that the test runner is about to process the given example."""
        if self._verbose:
            if example.want:
                out('Trying:\n' + _indent(example.source) + 'Expecting:\n' + _indent(example.want))
            else:
                out('Trying:\n' + _indent(example.source) + 'Expecting nothing\n')

    def report_success(self, out, test, example, got):
        """Report that the given example ran successfully."""
        if self._verbose:
            out("ok\n")

    def report_failure(self, out, test, example, got):
        """Report that the given example failed."""
        out(self._failure_header(test, example) + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        """Report that the given example raised an unexpected exception."""
        out(self._failure_header(test, example) + 'Exception raised:\n'
            + _indent(''.join(traceback.format_exception(*exc_info))))

    def _failure_header(self, test, example):
        out = [self.DIVIDER]
        if test.filename:
            lineno = test.lineno + example.lineno + 1 if test.lineno is not None and example.lineno is not None else '?'
            out.append('File "%s", line %s, in %s' % (test.filename, lineno, test.name))
        else:
            out.append('Line %s, in %s' % (example.lineno + 1, test.name))
        out.append('Failed example:')
        out.append(_indent(example.source))
        return '\n'.join(out)

    def _outcome(self, example, got, exception):
        """True, False, or None where an exception came that nobody expected."""
        check = self._checker.check_output
        if exception is None:
            return check(example.want, got, self.optionflags)
        text = traceback.format_exception_only(*exception[:2])[-1]
        lines = traceback.format_exception_only(*exception[:2])
        if issubclass(exception[0], SyntaxError):
            for n, line in enumerate(lines):
                if line.startswith(('%s:' % exception[0].__qualname__, '%s.%s:' % (exception[0].__module__, exception[0].__qualname__))):
                    lines = lines[n:]
                    break
        text = ''.join(lines)
        if example.exc_msg is None:
            return None
        if check(example.exc_msg, text, self.optionflags):
            return True
        if self.optionflags & IGNORE_EXCEPTION_DETAIL:
            return check(_strip_exception_details(example.exc_msg), _strip_exception_details(text), self.optionflags)
        return False

    def _run(self, test, compileflags, out):
        failures = tries = 0
        original = self.optionflags
        for number, example in enumerate(test.examples):
            quiet = self.optionflags & REPORT_ONLY_FIRST_FAILURE and failures > 0
            self.optionflags = original
            for flag, on in example.options.items():
                if on:
                    self.optionflags |= flag
                else:
                    self.optionflags &= ~flag
            if self.optionflags & SKIP:
                continue
            tries += 1
            if not quiet:
                self.report_start(out, test, example)
            filename = '<doctest %s[%d]>' % (test.name, number)
            linecache.cache[filename] = (len(example.source), None, example.source.splitlines(True), filename)
            try:
                exec(compile(example.source, filename, "single", compileflags, True), test.globs)
                exception = None
            except KeyboardInterrupt:
                raise
            except:
                exception = sys.exc_info()
            got = self._fakeout.getvalue()
            self._fakeout.seek(0)
            self._fakeout.truncate()
            outcome = self._outcome(example, got, exception)
            if exception is not None and outcome is not None:
                got += ''.join(traceback.format_exception(*exception))
            if outcome:
                if not quiet:
                    self.report_success(out, test, example, got)
            elif outcome is None:
                if not quiet:
                    self.report_unexpected_exception(out, test, example, exception)
                failures += 1
            else:
                if not quiet:
                    self.report_failure(out, test, example, got)
                failures += 1
            exception = None
            if failures and self.optionflags & FAIL_FAST:
                break
        self.optionflags = original
        f, t = self._name2ft.get(test.name, (0, 0))
        self._name2ft[test.name] = failures + f, tries + t
        self.failures += failures
        self.tries += tries
        return TestResults(failures, tries)

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        """Run the examples in `test`, and display the results using the writer function `out`."""
        self.test = test
        if compileflags is None:
            compileflags = 0
            import __future__
            for name in __future__.all_feature_names:
                feature = getattr(__future__, name)
                if test.globs.get(name) is feature:
                    compileflags |= feature.compiler_flag
        save_stdout = sys.stdout
        if out is None:
            out = save_stdout.write
        self._fakeout = sys.stdout = StringIO()
        save_displayhook = sys.displayhook
        sys.displayhook = sys.__displayhook__
        try:
            return self._run(test, compileflags, out)
        finally:
            sys.stdout = save_stdout
            sys.displayhook = save_displayhook
            if clear_globs:
                test.globs.clear()
                import builtins
                builtins._ = None

    def summarize(self, verbose=None):
        """Print a summary of all the test cases that have been run by this DocTestRunner."""
        if verbose is None:
            verbose = self._verbose
        notests, passed, failed = [], [], []
        totalt = totalf = 0
        for name, (f, t) in self._name2ft.items():
            totalt += t
            totalf += f
            if t == 0:
                notests.append(name)
            elif f == 0:
                passed.append((name, t))
            else:
                failed.append((name, f, t))
        if verbose:
            if notests:
                print(len(notests), "items had no tests:")
                for name in sorted(notests):
                    print("   ", name)
            if passed:
                print(len(passed), "items passed all tests:")
                for name, count in sorted(passed):
                    print(" %3d tests in %s" % (count, name))
        if failed:
            print(self.DIVIDER)
            print(len(failed), "items had failures:")
            for name, f, t in sorted(failed):
                print(" %3d of %3d in %s" % (f, t, name))
        if verbose:
            print(totalt, "tests in", len(self._name2ft), "items.")
            print(totalt - totalf, "passed and", totalf, "failed.")
        if totalf:
            print("***Test Failed***", totalf, "failures.")
        elif verbose:
            print("Test passed.")
        return TestResults(totalf, totalt)


def _strip_exception_details(msg):
    """The name of the exception, without its module and its text."""
    end = msg.find('\n')
    first = msg if end < 0 else msg[:end]
    colon = first.find(':')
    if colon >= 0:
        first = first[:colon]
    return first[first.rfind('.') + 1:]


def _ellipsis_match(want, got):
    if ELLIPSIS_MARKER not in want:
        return want == got
    parts = want.split(ELLIPSIS_MARKER)
    start, end = 0, len(got)
    if parts[0]:
        if not got.startswith(parts[0]):
            return False
        start = len(parts[0])
    if parts[-1]:
        if not got.endswith(parts[-1]):
            return False
        end -= len(parts[-1])
    if start > end:
        return False
    for part in parts[1:-1]:
        start = got.find(part, start, end)
        if start < 0:
            return False
        start += len(part)
    return True


class OutputChecker:
    """A class used to check whether the actual output from a doctest example matches the expected output."""

    def check_output(self, want, got, optionflags):
        """Return True iff the actual output from an example (`got`) matches the expected output (`want`)."""
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = ''.join(line.replace(BLANKLINE_MARKER, '', 1) if line.rstrip() == BLANKLINE_MARKER else line
                           for line in want.splitlines(True))
            got = ''.join('\n' if line.isspace() and line.endswith('\n') else line for line in got.splitlines(True))
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            got = ' '.join(got.split())
            want = ' '.join(want.split())
            if got == want:
                return True
        return bool(optionflags & ELLIPSIS and _ellipsis_match(want, got))

    def output_difference(self, example, got, optionflags):
        """Return a string describing the differences between the expected output for a given example and the
        actual output."""
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = '\n'.join(BLANKLINE_MARKER if not line.strip(' ') and n < got.count('\n') else line
                            for n, line in enumerate(got.split('\n')))
        if want and got:
            return 'Expected:\n%sGot:\n%s' % (_indent(want), _indent(got))
        if want:
            return 'Expected:\n%sGot nothing\n' % _indent(want)
        if got:
            return 'Expected nothing\nGot:\n%s' % _indent(got)
        return 'Expected nothing\nGot nothing\n'


class DocTestFailure(Exception):
    """A DocTest example has failed in debugging mode."""

    def __init__(self, test, example, got):
        self.test = test
        self.example = example
        self.got = got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    """A DocTest example has encountered an unexpected exception"""

    def __init__(self, test, example, exc_info):
        self.test = test
        self.example = example
        self.exc_info = exc_info

    def __str__(self):
        return str(self.test)


class DebugRunner(DocTestRunner):
    """Run doc tests but raise an exception as soon as there is a failure."""

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None,
            raise_on_error=False, exclude_empty=False):
    """Test examples in docstrings in functions and classes reachable
    from module m (or the current module if m is not supplied), starting
    with m.__doc__.

    Return (#failures, #tests).
    """
    global master
    if m is None:
        m = sys.modules.get('__main__')
    if not inspect.ismodule(m):
        raise TypeError("testmod: module required; %r" % (m,))
    if name is None:
        name = m.__name__
    finder = DocTestFinder(exclude_empty=exclude_empty)
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    for test in finder.find(m, name, globs=globs, extraglobs=extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    if master is None:
        master = runner
    else:
        for key, (f, t) in runner._name2ft.items():
            f0, t0 = master._name2ft.get(key, (0, 0))
            master._name2ft[key] = f + f0, t + t0
    return TestResults(runner.failures, runner.tries)


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True,
             optionflags=0, extraglobs=None, raise_on_error=False, parser=DocTestParser(), encoding=None):
    """Test examples in the given file. Return (#failures, #tests)."""
    with open(filename, encoding=encoding) as f:
        text = f.read()
    if name is None:
        name = filename.rpartition('/')[2]
    globs = {} if globs is None else globs.copy()
    if extraglobs is not None:
        globs.update(extraglobs)
    globs.setdefault('__name__', '__main__')
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    runner.run(parser.get_doctest(text, globs, name, filename, 0))
    if report:
        runner.summarize()
    return TestResults(runner.failures, runner.tries)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    """Test examples in the given object's docstring (`f`), using `globs` as globals."""
    finder = DocTestFinder(verbose=verbose, recurse=False)
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in finder.find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)


def script_from_examples(s):
    r"""Extract script from text with examples."""
    output = []
    for piece in DocTestParser().parse(s):
        if isinstance(piece, Example):
            output.append(piece.source[:-1])
            if piece.want:
                output.append('# Expected:')
                output += ['## ' + line for line in piece.want.split('\n')[:-1]]
        else:
            output += ['# ' + line if line.strip() else '#' for line in piece.split('\n')[:-1]]
    while output and output[-1] == '#':
        output.pop()
    while output and output[0] == '#':
        output.pop(0)
    return '\n'.join(output) + '\n'


def testsource(module, name):
    """Extract the test sources from a doctest docstring as a script."""
    for test in DocTestFinder().find(module):
        if test.name == name:
            return script_from_examples(test.docstring)
    raise ValueError(name, "not found in tests")
