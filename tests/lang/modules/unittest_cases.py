import unittest, sys, io
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print("class up")
    @classmethod
    def tearDownClass(cls): print("class down")
    def setUp(self): print("up", self._testMethodName)
    def tearDown(self): print("down")
    def test_eq(self): self.assertEqual(1, 1); self.assertEqual("a", "a")
    def test_bad(self): self.assertEqual(1, 2, "why")
    def test_err(self): {}["k"]
    def test_raises(self):
        "Docs of it."
        with self.assertRaises(ZeroDivisionError) as c: 1 / 0
        print(c.exception); self.assertRaises(ValueError, int, "x")
        with self.assertRaisesRegex(ValueError, "inv.*"): int("x")
    @unittest.skip("later")
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_xf(self): self.fail("x")
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertLess(i, 2)
    def test_clean(self): self.addCleanup(print, "cleaned"); self.skipTest("inside")
s = io.StringIO()
r = unittest.TextTestRunner(s, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(*[l for l in s.getvalue().split("\n") if "Ran " not in l], sep="\n")
print(r.testsRun, len(r.failures), len(r.errors), r.wasSuccessful(), len(r.skipped))
c = T("test_eq")
def t(f):
    try: print(f())
    except AssertionError as e: print(e)
t(lambda: c.assertTrue(0)); t(lambda: c.assertFalse([1], "m")); t(lambda: c.assertIs(1, None)); t(lambda: c.assertIsNone(3)); t(lambda: c.assertIn(1, [2])); t(lambda: c.assertNotIn(2, [2])); t(lambda: c.assertIsInstance(1, str)); t(lambda: c.assertGreater(1, 2)); t(lambda: c.assertAlmostEqual(1.0, 1.1)); t(lambda: c.assertAlmostEqual(1.0, 1.00000001)); t(lambda: c.assertNotEqual(1, 1)); t(lambda: c.assertRegex("abc", "x")); t(lambda: c.fail("no")); t(lambda: c.assertIsNotNone(None)); t(lambda: c.assertAlmostEqual(1, 2, delta=0.5)); t(lambda: c.assertRaises(ValueError, int, "3")); print(c.id(), c)
