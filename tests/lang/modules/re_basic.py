import re
print(re.match(r"(\w+) (\w+)", "hello world foo").groups(), re.search(r"\d+", "abc 123 def").group(), re.findall(r"\d", "a1b2"), re.findall(r"(\w)(\d)", "a1 b2"), re.sub(r"\s+", "-", "a  b c"), re.split(r"[,;]\s*", "a, b;c"), re.fullmatch(r"\d+", "12a"), re.split(r"(,)", "a,b"))
m = re.search(r"(?P<year>\d{4})-(?P<mon>\d\d)", "on 2024-05-06"); print(m.group("year"), m["mon"], m.groupdict(), m.span(), m.start("mon"), m.end(), m.string[:2], m.lastgroup, m.lastindex, m.re.pattern, m.expand(r"\2/\1"), m)
p = re.compile(r"a(b)?c", re.I); print(p.findall("ac ABC"), p.match("AC").groups(), p.match("ac").group(1), p.flags & re.I != 0, p.groups, p.pattern, p.search("xxabc").span(), [x.group() for x in p.finditer("abc ac")], p.sub("<\\g<0>>", "abc"), p.subn("z", "ac abc"), repr(p))
print(re.sub(r"\d", lambda m: str(int(m[0]) * 2), "a1b5"), re.escape("a.b*c"), re.findall(r"^\w", "ab\ncd", re.M), re.findall(r".+", "a\nb", re.S), re.findall(r"(?i)A", "aA"), re.findall(r"a+?", "aaa"), re.findall(r"(?<=x)y|z(?=w)", "xy zw z"), re.findall(r"\bcat\b", "cat concat cat"), re.findall(r"(a|b)+", "abab"), re.match(r"(?:ab){2}", "ababab").group(), re.findall(r"[^aeiou\s]+", "hello you"), re.findall(r"\w+", "éa ñ"), re.sub("x*", "-", "abxd"), re.findall(r"(.)\1", "aabbc"), re.search(r"(?P<q>['\"]).*?(?P=q)", "say 'hi'").group(), re.match("a{2,3}", "aaaa").group(), re.findall("(?x) a  # comment\n b", "ab"))
for bad in ("(", "[a", "*", "a**", "(?P<1>a)", "\\", "(?<n", "a{2,1}", "(?P=x)", "[z-a]"):
    try: re.compile(bad)
    except re.error as e: print(bad, "->", e.msg, e.pos)
