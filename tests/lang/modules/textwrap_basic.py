import textwrap
text = "The quick brown fox jumps over the lazy dog. It was a sunny day, and everybody was happy about it - or so it seemed."
print(textwrap.fill(text, 30))
print(textwrap.wrap(text, 20)[:4], textwrap.wrap("", 10), textwrap.wrap("aaaaaaaaaaaaaaaaa", 5), textwrap.wrap("a-b-c long-hyphenated-word", 8))
print(textwrap.fill(text, 40, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 40), textwrap.shorten(text, 30, placeholder="..."), textwrap.shorten("short", 10))
print(repr(textwrap.dedent("""
    a
      b
    c
""")), repr(textwrap.indent("a\n\nb\n", "> ")), repr(textwrap.indent("a\n\nb", "> ", lambda l: True)), repr(textwrap.dedent("  a\n\tb")))
print(textwrap.wrap("a\tb  c\nd", 10), textwrap.wrap("one two three", 5, break_long_words=False), textwrap.TextWrapper(width=10, max_lines=2).wrap(text))
try: textwrap.wrap("x", 0)
except ValueError as e: print(e)
