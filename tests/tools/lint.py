"""Checks the source tree: python3 lint.py BUILD

- layers: every #include and every call across object files follows src/LAYERS;
- determinism: the engine's layers have no mutable static data and call only allowlisted functions outside the program;
- formatting: clang-format agrees with every file (where it is installed);
- texts: no paths of a machine.
Each check counts as one test.
"""

import glob
import os
import re
import shutil
import subprocess
import sys

ENGINE = "heap object code compile vm modules".split()
# What the engine may call outside the program: memory, text, number text, mathematics; GMP's mpn and utf8proc, which compute and hold nothing.
ALLOWED = re.compile(
    r"^(mem(cpy|move|set|cmp|chr|rchr|mem)|str(len|cmp|ncmp|chr|rchr|cpy|str|cspn|spn|pbrk|tod|toll|toul|toull|tol|nlen|ncpy|cat)|v?snprintf|__v?snprintf_chk|"
    r"__(memcpy|memmove|memset|strcpy|strcat|strncpy|fprintf|printf|sprintf)_chk|__stack_chk_fail|bcmp|stpcpy|__isoc99_strtod|__(asan|ubsan|sanitizer)_.*|"
    r"__mpn_.*|__gmpn_.*|utf8proc_.*|_setjmp|__errno_location|qsort|bsearch|abort|"
    r"(f?(abs|min|max|mod|ma|dim)|a?(sin|cos|tan)h?|atan2|sqrt|cbrt|exp(2|m1)?|log(2|10|1p|b)?|pow|floor|ceil|trunc|rint|round|l?l?rint|lround|nearbyint|modf|frexp|ldexp|scalbn|hypot|"
    r"copysign|nextafter|erfc?|t?gamma|lgamma(_r)?|remainder|nan|ilogb|logb|isnan|isinf|finite|__isnan|__isinf|__finite|__signbit|__fpclassify|sincos)(f|l)?|"
    r"c(a?(cos|sin|tan)h?|exp|log|sqrt)|__u?(div|mod|divmod)ti[34]|__popcountdi2|"
    r"_GLOBAL_OFFSET_TABLE_|__tls_get_addr|__ctype_b_loc|__ctype_tolower_loc|__ctype_toupper_loc|isalnum|isalpha|isdigit|toupper|tolower)$"
)
# Files that stand between engine and host: they may do more.
BRIDGES = {"heap/arena.c": re.compile(r"^(mmap|munmap|mprotect|madvise)$"), "vm/fiber.c": re.compile(r"^(getcontext|makecontext|swapcontext|setcontext)$")}


class Results:
    passed = failed = 0

    def check(self, name, problems):
        if problems:
            self.failed += 1
            print("%s: %d problem%s" % (name, len(problems), "" if len(problems) == 1 else "s"))
            for problem in sorted(problems)[:20]:
                print("   " + problem)
        else:
            self.passed += 1


def layers():
    table = {}
    for line in open("src/LAYERS", encoding="utf-8"):
        line = line.split("#")[0].strip()
        if line:
            name, _, rest = line.partition(":")
            table[name.strip()] = set(rest.split())
    return table


def sources():
    return [f for pattern in ("*.c", "*.h", "*.def", "*.inc") for f in glob.glob("src/**/" + pattern, recursive=True)]


def include_problems(table):
    for path in sources():
        layer = path.split("/")[1]
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            match = re.match(r'\s*#\s*include\s+"([a-z_]+)/', line)
            if match and match.group(1) != layer and match.group(1) not in table.get(layer, ()):
                yield "%s:%d: %s may not include %s" % (path, number, layer, match.group(1))


def objects(build):
    base = os.path.join(build, "CMakeFiles/lastref_core.dir/src")
    return {os.path.relpath(p, base)[:-2]: p for p in glob.glob(base + "/**/*.o", recursive=True)}


def symbols(path):
    out = subprocess.run(["nm", path], capture_output=True, text=True).stdout
    defined, wanted, data = set(), set(), []
    for line in out.splitlines():
        parts = line.split()
        kind, name = parts[-2], parts[-1]
        if kind == "U":
            wanted.add(name)
        elif kind in "wv":
            pass
        else:
            if kind.isupper():
                defined.add(name)
            # .data and .bss are mutable; .data.rel.ro (kind d too) is constant after relocation and told apart below
            if kind in "bBC":
                data.append(name)
    return defined, wanted, data


def mutable(path):
    out = subprocess.run(["objdump", "-t", path], capture_output=True, text=True).stdout
    for line in out.splitlines():
        match = re.search(r"\s(\.data|\.bss|\.tdata|\.tbss|\.data\.[^r]\S*|\.bss\.\S+)\s+([0-9a-f]+)\s+(\S+)$", line)
        if match and int(match.group(2), 16) and not match.group(3).startswith("."):
            yield match.group(3)


def call_problems(table, build):
    owner, needs = {}, []
    for name, path in objects(build).items():
        layer = name.split("/")[0]
        defined, wanted, _ = symbols(path)
        for symbol in defined:
            owner[symbol] = layer
        needs.append((name, layer, wanted))
    upcalls = set()
    for header in glob.glob("src/*/upcalls.h") + ["src/vm/host.h"]:
        upcalls |= set(re.findall(r"\b(\w+)\(", open(header, encoding="utf-8").read()))
    for name, layer, wanted in needs:
        for symbol in wanted:
            other = owner.get(symbol)
            # The table of types names the specs of all layers; they are constant data.
            if symbol.endswith("_spec"):
                continue
            if other and other != layer and other not in table.get(layer, ()) and symbol not in upcalls:
                yield "%s: calls %s of %s" % (name, symbol, other)


def engine_problems(build):
    all_defined = set()
    found = {}
    for name, path in objects(build).items():
        found[name] = symbols(path)
        all_defined |= found[name][0]
    for name, path in objects(build).items():
        if name.split("/")[0] not in ENGINE:
            continue
        for symbol in mutable(path):
            yield "%s: mutable static data: %s" % (name, symbol)
        bridge = BRIDGES.get(name if name.endswith(".c") else name + ".c")
        for symbol in found[name][1] - all_defined:
            if not ALLOWED.match(symbol) and not (bridge and bridge.match(symbol)) and not symbol.startswith("pylib_"):
                yield "%s: calls %s" % (name, symbol)


def format_problems():
    if not shutil.which("clang-format"):
        return
    files = [f for f in sources() + glob.glob("tests/**/*.c", recursive=True) if f.endswith((".c", ".h"))]
    for start in range(0, len(files), 60):
        done = subprocess.run(["clang-format", "--dry-run", "--Werror"] + files[start : start + 60], capture_output=True, text=True)
        for path in sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", done.stderr, re.M))):
            yield path


def own_files():
    """Every file of the project: what git would keep, without asking it (a fresh machine may have none)."""
    for folder, folders, names in os.walk("."):
        folders[:] = [f for f in folders if f not in (".git", "__pycache__", "build") and not f.startswith("build-")]
        yield from (os.path.relpath(os.path.join(folder, name)) for name in names if not name.endswith(".o"))


def text_problems():
    bad = re.compile(r"/work/|/root/|/home/\w+/|/farm/")
    for path in own_files():
        if path == "tests/tools/lint.py":
            continue
        try:
            text = open(path, encoding="utf-8").read()
        except (UnicodeDecodeError, OSError):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if bad.search(line):
                yield "%s:%d: a path of some machine" % (path, number)


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build"
    results, table = Results(), layers()
    results.check("layers, includes", list(include_problems(table)))
    results.check("layers, calls", list(call_problems(table, build)))
    results.check("engine: no mutable data, allowlisted functions", list(engine_problems(build)))
    results.check("formatting", list(format_problems()))
    results.check("texts", list(text_problems()))
    print("%d passed, %d failed" % (results.passed, results.failed))
    return results.failed > 0


sys.exit(main())
