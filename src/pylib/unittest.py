"""A unit testing framework: test cases are classes, tests their methods whose names begin with "test"."""

import sys
import time
import traceback

__all__ = ['TestResult', 'TestCase', 'TestSuite', 'TextTestRunner', 'TestLoader', 'main', 'defaultTestLoader', 'SkipTest',
           'skip', 'skipIf', 'skipUnless', 'expectedFailure', 'TextTestResult']
__unittest = True


class SkipTest(Exception):
    """Raise this exception in a test to skip it."""


def _mark_skipped(item, reason):
    item.__unittest_skip__ = True
    item.__unittest_skip_why__ = reason
    return item


def skip(reason):
    """Unconditionally skip a test."""
    if callable(reason) and not isinstance(reason, str):
        return _mark_skipped(reason, '')
    return lambda item: _mark_skipped(item, reason)


def skipIf(condition, reason):
    """Skip a test if the condition is true."""
    return skip(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    """Skip a test unless the condition is true."""
    return skip(reason) if not condition else lambda item: item


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item


def _short(obj, most=80):
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    return text if len(text) < most else text[:most] + ' [truncated]...'


class TestResult:
    """Holder for test result information."""

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failures, self.errors, self.skipped = [], [], []
        self.expectedFailures, self.unexpectedSuccesses = [], []
        self.testsRun = 0
        self.shouldStop = False
        self.failfast = False

    def startTest(self, test):
        self.testsRun += 1

    def stopTest(self, test):
        pass

    def _text(self, test, err):
        kind, value, tb = err
        while tb and '__unittest' in tb.tb_frame.f_globals:
            tb = tb.tb_next
        stack = traceback.TracebackException(kind, value, tb, compact=True)
        if issubclass(kind, test.failureException):
            for n, entry in enumerate(stack.stack):
                if entry.filename == __file__:
                    del stack.stack[n:]
                    break
        return ''.join(stack.format())

    def addError(self, test, err):
        self.errors.append((test, self._text(test, err)))

    def addFailure(self, test, err):
        self.failures.append((test, self._text(test, err)))

    def addSuccess(self, test):
        pass

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._text(test, err)))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)

    def wasSuccessful(self):
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def stop(self):
        self.shouldStop = True

    def __repr__(self):
        return '<unittest.result.TestResult run=%i errors=%i failures=%i>' % (self.testsRun, len(self.errors), len(self.failures))


class _AssertRaisesContext:
    """What assertRaises gives to `with`."""

    def __init__(self, case, expected, pattern=None, msg=None):
        self.case, self.expected, self.pattern, self.msg = case, expected, pattern, msg
        self.exception = None
        self.by = None  # the name of the function called

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is None:
            names = getattr(self.expected, '__name__', None) or str(self.expected)
            by = ' by %s' % self.by if self.by else ''
            raise self.case.failureException(self.case._formatMessage(self.msg, '%s not raised%s' % (names, by)))
        if not issubclass(kind, self.expected):
            return False
        self.exception = value.with_traceback(None)
        if self.pattern is not None:
            import re
            found = re.compile(self.pattern) if isinstance(self.pattern, (str, bytes)) else self.pattern
            if not found.search(str(value)):
                raise self.case.failureException(self.case._formatMessage(
                    self.msg, '"%s" does not match "%s"' % (found.pattern, str(value))))
        return True


class TestCase:
    """A class whose instances are single test cases."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def __init__(self, methodName='runTest'):
        self._testMethodName = methodName
        method = getattr(self, methodName, None)
        if method is None and methodName != 'runTest':
            raise ValueError("no such test method in %s: %s" % (self.__class__, methodName))
        self._testMethodDoc = getattr(method, '__doc__', None)
        self._cleanups = []

    def setUp(self):
        "Hook method for setting up the test fixture before exercising it."

    def tearDown(self):
        "Hook method for deconstructing the test fixture after testing it."

    @classmethod
    def setUpClass(cls):
        "Hook method for setting up class fixture before running tests in the class."

    @classmethod
    def tearDownClass(cls):
        "Hook method for deconstructing the class fixture after running all tests in the class."

    def addCleanup(self, function, /, *args, **kwargs):
        """Add a function to be called when the test is completed, last in first out."""
        self._cleanups.append((function, args, kwargs))

    def countTestCases(self):
        return 1

    def shortDescription(self):
        doc = self._testMethodDoc
        return doc.strip().split('\n')[0].strip() if doc else None

    def id(self):
        return '%s.%s.%s' % (self.__class__.__module__, self.__class__.__qualname__, self._testMethodName)

    def __str__(self):
        return '%s (%s.%s.%s)' % (self._testMethodName, self.__class__.__module__, self.__class__.__qualname__, self._testMethodName)

    def __repr__(self):
        return '<%s.%s testMethod=%s>' % (self.__class__.__module__, self.__class__.__qualname__, self._testMethodName)

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def _guarded(self, result, function, expecting=False):
        """Runs one part of the test: True if it went well; what went wrong goes into the result."""
        try:
            function()
            return True
        except KeyboardInterrupt:
            raise
        except SkipTest as e:
            result.addSkip(self, str(e))
        except self.failureException:
            if expecting:
                result.addExpectedFailure(self, sys.exc_info())
            else:
                result.addFailure(self, sys.exc_info())
        except BaseException:
            if expecting:
                result.addExpectedFailure(self, sys.exc_info())
            else:
                result.addError(self, sys.exc_info())
        return False

    def run(self, result=None):
        if result is None:
            result = TestResult()
        result.startTest(self)
        self._result = result
        try:
            method = getattr(self, self._testMethodName)
            for item in (self.__class__, method):
                if getattr(item, '__unittest_skip__', False):
                    result.addSkip(self, getattr(item, '__unittest_skip_why__', ''))
                    return result
            expecting = (getattr(method, '__unittest_expecting_failure__', False)
                         or getattr(self.__class__, '__unittest_expecting_failure__', False))
            self._subtest_failed = False
            if self._guarded(result, self.setUp):
                good = self._guarded(result, method, expecting)
                good = self._guarded(result, self.tearDown) and good
            else:
                good = None
            while self._cleanups:
                function, args, kwargs = self._cleanups.pop()
                good = self._guarded(result, lambda: function(*args, **kwargs)) and good
            if good and not self._subtest_failed:
                if expecting:
                    result.addUnexpectedSuccess(self)
                else:
                    result.addSuccess(self)
            return result
        finally:
            self._result = None
            result.stopTest(self)

    def skipTest(self, reason):
        """Skip this test."""
        raise SkipTest(reason)

    def subTest(self, msg=None, **params):
        """A context manager: a failure inside is reported and the test goes on."""
        return _SubTest(self, msg, params)

    def fail(self, msg=None):
        """Fail immediately, with the given message."""
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        return standardMsg if msg is None else '%s : %s' % (standardMsg, msg)

    def _check(self, good, msg, standard):
        if not good:
            raise self.failureException(self._formatMessage(msg, standard))

    def assertTrue(self, expr, msg=None):
        """Check that the expression is true."""
        self._check(expr, msg, "%s is not true" % _short(expr, 10 ** 9))

    def assertFalse(self, expr, msg=None):
        """Check that the expression is false."""
        self._check(not expr, msg, "%s is not false" % _short(expr, 10 ** 9))

    def assertEqual(self, first, second, msg=None):
        """Fail if the two objects are unequal as determined by the '==' operator."""
        self._check(first == second, msg, '%r != %r' % (first, second))

    assertListEqual = assertTupleEqual = assertDictEqual = assertSetEqual = assertSequenceEqual = assertMultiLineEqual = assertEqual

    def assertNotEqual(self, first, second, msg=None):
        """Fail if the two objects are equal as determined by the '!=' operator."""
        self._check(first != second, msg, '%r == %r' % (first, second))

    def assertIs(self, expr1, expr2, msg=None):
        """Just like self.assertTrue(a is b), but with a nicer default message."""
        self._check(expr1 is expr2, msg, '%r is not %r' % (expr1, expr2))

    def assertIsNot(self, expr1, expr2, msg=None):
        """Just like self.assertTrue(a is not b), but with a nicer default message."""
        self._check(expr1 is not expr2, msg, 'unexpectedly identical: %r' % (expr1,))

    def assertIsNone(self, obj, msg=None):
        """Same as self.assertTrue(obj is None), with a nicer default message."""
        self._check(obj is None, msg, '%r is not None' % (obj,))

    def assertIsNotNone(self, obj, msg=None):
        """Included for symmetry with assertIsNone."""
        self._check(obj is not None, msg, 'unexpectedly None')

    def assertIn(self, member, container, msg=None):
        """Just like self.assertTrue(a in b), but with a nicer default message."""
        self._check(member in container, msg, '%r not found in %r' % (member, container))

    def assertNotIn(self, member, container, msg=None):
        """Just like self.assertTrue(a not in b), but with a nicer default message."""
        self._check(member not in container, msg, '%r unexpectedly found in %r' % (member, container))

    def assertIsInstance(self, obj, cls, msg=None):
        """Same as self.assertTrue(isinstance(obj, cls)), with a nicer default message."""
        self._check(isinstance(obj, cls), msg, '%r is not an instance of %r' % (obj, cls))

    def assertNotIsInstance(self, obj, cls, msg=None):
        """Included for symmetry with assertIsInstance."""
        self._check(not isinstance(obj, cls), msg, '%r is an instance of %r' % (obj, cls))

    def assertLess(self, a, b, msg=None):
        """Just like self.assertTrue(a < b), but with a nicer default message."""
        self._check(a < b, msg, '%r not less than %r' % (a, b))

    def assertLessEqual(self, a, b, msg=None):
        """Just like self.assertTrue(a <= b), but with a nicer default message."""
        self._check(a <= b, msg, '%r not less than or equal to %r' % (a, b))

    def assertGreater(self, a, b, msg=None):
        """Just like self.assertTrue(a > b), but with a nicer default message."""
        self._check(a > b, msg, '%r not greater than %r' % (a, b))

    def assertGreaterEqual(self, a, b, msg=None):
        """Just like self.assertTrue(a >= b), but with a nicer default message."""
        self._check(a >= b, msg, '%r not greater than or equal to %r' % (a, b))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """Fail if the two objects are unequal to the given number of places, or differ by more than delta."""
        if first == second:
            return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        diff = abs(first - second)
        if delta is not None:
            self._check(diff <= delta, msg, '%r != %r within %r delta (%r difference)' % (first, second, delta, diff))
        else:
            places = 7 if places is None else places
            self._check(round(diff, places) == 0, msg, '%r != %r within %r places (%r difference)' % (first, second, places, diff))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """Fail if the two objects are equal to the given number of places, or differ by less than delta."""
        diff = abs(first - second)
        if delta is not None:
            self._check(first != second and diff > delta, msg,
                        '%r == %r within %r delta (%r difference)' % (first, second, delta, diff))
        else:
            places = 7 if places is None else places
            self._check(first != second and round(diff, places) != 0, msg,
                        '%r == %r within %r places' % (first, second, places))

    def assertCountEqual(self, first, second, msg=None):
        """The same elements in the same numbers, in any order."""
        first, second = list(first), list(second)
        rest = list(second)
        missing = []
        for x in first:
            if x in rest:
                rest.remove(x)
            else:
                missing.append(x)
        self._check(not missing and not rest, msg, 'Element counts were not equal:\n' + '\n'.join(
            ['First has %d, Second has %d:  %r' % (first.count(x), second.count(x), x) for x in missing + rest]))

    def assertRegex(self, text, expected_regex, msg=None):
        """Fail the test unless the text matches the regular expression."""
        import re
        pattern = re.compile(expected_regex)
        self._check(pattern.search(text), msg, "Regex didn't match: %r not found in %r" % (pattern.pattern, text))

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        """Fail the test if the text matches the regular expression."""
        import re
        m = re.search(unexpected_regex, text)
        self._check(not m, msg, 'Regex matched: %r matches %r in %r' % (m and m.group(), unexpected_regex, text))

    def assertRaises(self, expected_exception, *args, **kwargs):
        """Fail unless an exception of class expected_exception is raised by the callable, or in the with block."""
        context = _AssertRaisesContext(self, expected_exception, msg=None if args else kwargs.pop('msg', None))
        if not args:
            return context
        context.by = getattr(args[0], '__name__', str(args[0]))
        with context:
            args[0](*args[1:], **kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        """The same, and the message of the exception matches a regular expression."""
        context = _AssertRaisesContext(self, expected_exception, expected_regex, None if args else kwargs.pop('msg', None))
        if not args:
            return context
        context.by = getattr(args[0], '__name__', str(args[0]))
        with context:
            args[0](*args[1:], **kwargs)


class _SubTest:
    def __init__(self, case, msg, params):
        self.case, self.msg, self.params = case, msg, params
        self.failureException = case.failureException

    def __enter__(self):
        return None

    def __exit__(self, kind, value, tb):
        if kind is None or issubclass(kind, (KeyboardInterrupt, SkipTest)):
            return False
        self.case._subtest_failed = True
        result = self.case._result
        (result.addFailure if issubclass(kind, self.failureException) else result.addError)(self, (kind, value, tb))
        return True

    def shortDescription(self):
        return self.case.shortDescription()

    def __str__(self):
        parts = []
        if self.msg is not None:
            parts.append('[%s]' % self.msg)
        if self.params:
            parts.append('(%s)' % ', '.join('%s=%r' % item for item in self.params.items()))
        return '%s %s' % (self.case, ' '.join(parts) or '(<subtest>)')


class TestSuite:
    """A number of tests, run one after the other; the fixtures of a class around its tests."""

    def __init__(self, tests=()):
        self._tests = list(tests)

    def __iter__(self):
        return iter(self._tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        for test in tests:
            self.addTest(test)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self._tests)

    def __call__(self, result):
        return self.run(result)

    def _flat(self):
        for test in self._tests:
            if isinstance(test, TestSuite):
                yield from test._flat()
            else:
                yield test

    def run(self, result):
        current = None
        usable = True
        for test in self._flat():
            if result.shouldStop:
                break
            cls = test.__class__
            if cls is not current:
                if current is not None and usable:
                    self._class_fixture(current, 'tearDownClass', result)
                current = cls
                usable = getattr(cls, '__unittest_skip__', False) or self._class_fixture(cls, 'setUpClass', result)
            if usable:
                test.run(result)
        if current is not None and usable:
            self._class_fixture(current, 'tearDownClass', result)
        return result

    def _class_fixture(self, cls, name, result):
        try:
            getattr(cls, name, lambda: None)()
            return True
        except SkipTest as e:
            result.addSkip(_ErrorHolder(name, cls), str(e))
        except Exception:
            result.addError(_ErrorHolder(name, cls), sys.exc_info())
        return False


class _ErrorHolder:
    """Stands for the fixture of a class in a result."""

    failureException = AssertionError

    def __init__(self, name, cls):
        self.text = '%s (%s.%s)' % (name, cls.__module__, cls.__qualname__)

    def shortDescription(self):
        return None

    def __str__(self):
        return self.text


class TestLoader:
    """Finds the tests in classes and modules."""

    testMethodPrefix = 'test'

    def getTestCaseNames(self, testCaseClass):
        return sorted(n for n in dir(testCaseClass) if n.startswith(self.testMethodPrefix) and callable(getattr(testCaseClass, n)))

    def loadTestsFromTestCase(self, testCaseClass):
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, 'runTest'):
            names = ['runTest']
        return TestSuite(testCaseClass(n) for n in names)

    def loadTestsFromModule(self, module):
        return TestSuite(self.loadTestsFromTestCase(obj) for obj in (getattr(module, n) for n in dir(module))
                         if isinstance(obj, type) and issubclass(obj, TestCase) and obj is not TestCase)

    def loadTestsFromName(self, name, module=None):
        obj = module
        parts = name.split('.')
        for part in parts:
            parent, obj = obj, getattr(obj, part)
        if isinstance(obj, type):
            return self.loadTestsFromTestCase(obj)
        return TestSuite([parent(parts[-1])])


defaultTestLoader = TestLoader()


class TextTestResult(TestResult):
    """Prints a character, or with verbosity a line, for each test."""

    separator1 = '=' * 70
    separator2 = '-' * 70

    def __init__(self, stream, descriptions=True, verbosity=1):
        super().__init__()
        self.stream = stream
        self.lines = verbosity > 1
        self.dots = verbosity == 1

    def getDescription(self, test):
        doc = test.shortDescription()
        return '%s\n%s' % (test, doc) if doc else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.lines:
            self.stream.write(self.getDescription(test) + ' ... ')

    def _show(self, word, letter, test=None):
        if self.lines:
            if isinstance(test, _SubTest):
                self.stream.write('\n  %s ... ' % self.getDescription(test))
            self.stream.write(word + '\n')
        elif self.dots:
            self.stream.write(letter)

    def addSuccess(self, test):
        self._show('ok', '.')

    def addError(self, test, err):
        super().addError(test, err)
        self._show('ERROR', 'E', test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._show('FAIL', 'F', test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._show('skipped %r' % reason, 's')

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._show('expected failure', 'x')

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._show('unexpected success', 'u')

    def printErrors(self):
        self.stream.write('\n')
        for flavour, errors in (('ERROR', self.errors), ('FAIL', self.failures)):
            for test, text in errors:
                self.stream.write('%s\n%s: %s\n%s\n%s\n' % (self.separator1, flavour, self.getDescription(test), self.separator2, text))


class TextTestRunner:
    """Runs tests and prints how they went."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None, **options):
        self.stream = sys.stderr if stream is None else stream
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        if resultclass is not None:
            self.resultclass = resultclass

    def run(self, test):
        result = self.resultclass(self.stream, self.descriptions, self.verbosity)
        result.failfast = self.failfast
        start = time.perf_counter()
        test.run(result)
        taken = time.perf_counter() - start
        result.printErrors()
        n = result.testsRun
        infos = ['%s=%d' % (name, len(items)) for name, items in (
            ('failures', result.failures), ('errors', result.errors), ('skipped', result.skipped),
            ('expected failures', result.expectedFailures), ('unexpected successes', result.unexpectedSuccesses)) if items]
        self.stream.write('%s\nRan %d test%s in %.3fs\n\n%s%s\n' % (
            TextTestResult.separator2, n, '' if n == 1 else 's', taken, 'OK' if result.wasSuccessful() else 'FAILED',
            ' (%s)' % ', '.join(infos) if infos else ''))
        return result


class TestProgram:
    """Loads the tests of a module and runs them."""

    def __init__(self, module='__main__', defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader,
                 exit=True, verbosity=1, failfast=None, **options):
        if isinstance(module, str):
            module = __import__(module)
        argv = sys.argv if argv is None else argv
        names = []
        for arg in argv[1:]:
            if arg in ('-v', '--verbose'):
                verbosity = 2
            elif arg in ('-q', '--quiet'):
                verbosity = 0
            elif not arg.startswith('-'):
                names.append(arg)
        if not names and defaultTest is not None:
            names = [defaultTest] if isinstance(defaultTest, str) else list(defaultTest)
        if names:
            test = TestSuite(testLoader.loadTestsFromName(n, module) for n in names)
        else:
            test = testLoader.loadTestsFromModule(module)
        if testRunner is None:
            testRunner = TextTestRunner
        if isinstance(testRunner, type):
            testRunner = testRunner(verbosity=verbosity)
        self.result = testRunner.run(test)
        if exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
