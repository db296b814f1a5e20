# Literals: numbers, strings with every escape, bytes, prefixes, concatenation.
print('single' "double" '''triple
line''' """another""")
print("a\tb\\n\x41\u00e9\U0001F600\N{BULLET}\101\0end".encode("unicode_escape"))
print(repr("tab\tnl\ncr\rbs\\ q' dq\" bell\a del\x7f nul\0 nbsp\xa0 é ж 😀 \ud800 \u200b"))
print(repr("it's"), repr('say "hi"'), repr("it's \"both\""), repr(b"it's"), repr(b'\x00\xff\n"'))
print(r"raw\n\x" R'\d', b"bytes\x00\xff", br"raw\bytes", Rb"\d", u"unicode")
print("""first \
joined
last""")
print(len("\
"), "a" "b" 'c', b"a" b"b")
print(0, 00, 0b11, 0B1, 0o17, 0O7, 0xAf, 0XfF, 1_2_3, 0b_1, 0x_f)
print(1.0, 1., .1, 1e10, 1E-5, 1e+3, 1_0.0_1, 0e0, 00.5, 1e308 * 10, -1e-400)
print(1j, 1.5j, 1e3j, 0j, -0j, 1+0j, -1-1j, .5J)
print(0.1, 0.2, 0.1 + 0.2, 1/3, 2/3, 1e16, 1e15, 123456789012345678.0, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, 100.0, 1e22, 1e23)
print(True, False, None, ..., NotImplemented)
print([1, 2, ], (1, ), {1: 2, }, {1, }, ())
print(10 ** 30, -10 ** 30, 2 ** 100, 0xFFFFFFFFFFFFFFFFFFFF, 1 << 64)
for code in ("08", "0777", "1__0", "1_", "0x", "0b2", "0o8", "1a", "1.2.3", "'abc", "'''abc", "'\\x4'", "b'é'", "'\\N{nope}'", "'\\u12'", "1e", "0b", "b'a' 'b'", "12abc", "1if 1else 0", "'\\U99999999'", "f'{'", "f'{}'", "f'}'", "f'{a b}'", "f'{a!x}'", "f'{*a}'", "$", "?", "a b", "é = 1; print(é)", "x = 5 5"):
    try:
        exec(code)
        print(code, "fine")
    except SyntaxError as e:
        print(code, "->", e.msg)
