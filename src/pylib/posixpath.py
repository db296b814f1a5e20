"""Common operations on Posix pathnames."""

import os
import _files

__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix", "getsize",
           "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount", "expanduser",
           "expandvars", "normpath", "abspath", "samefile", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep",
           "extsep", "devnull", "realpath", "relpath", "commonpath"]

curdir, pardir, extsep, sep, pathsep, defpath, altsep, devnull = '.', '..', '.', '/', ':', '/bin:/usr/bin', None, '/dev/null'


def _slash(path):
    return b'/' if isinstance(path, bytes) else '/'


def normcase(s):
    """Normalize case of pathname.  Has no effect under Posix"""
    return os.fspath(s)


def isabs(s):
    """Test whether a path is absolute"""
    s = os.fspath(s)
    return s.startswith(_slash(s))


def join(a, *p):
    """Join two or more pathname components, inserting '/' as needed.
    If any component is an absolute path, all previous path components
    will be discarded.  An empty last part will result in a path that
    ends with a separator."""
    path = os.fspath(a)
    slash = _slash(path)
    for part in p:
        try:
            part = os.fspath(part)
        except TypeError:
            raise TypeError("join() argument must be str, bytes, or os.PathLike object, not %r"
                            % type(part).__name__) from None
        if isinstance(part, bytes) != isinstance(path, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if part.startswith(slash):
            path = part
        elif not path or path.endswith(slash):
            path += part
        else:
            path += slash + part
    return path


def split(p):
    """Split a pathname.  Returns tuple "(head, tail)" where "tail" is
    everything after the final slash.  Either part may be empty."""
    p = os.fspath(p)
    slash = _slash(p)
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head.strip(slash):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """Split the extension from a pathname: (root, ext)."""
    p = os.fspath(p)
    dot = b'.' if isinstance(p, bytes) else '.'
    start = p.rfind(_slash(p)) + 1
    at = p.rfind(dot)
    if at > start and p[start:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    """Split a pathname into drive and path. On Posix, drive is always empty."""
    p = os.fspath(p)
    return p[:0], p


def basename(p):
    """Returns the final component of a pathname"""
    p = os.fspath(p)
    return p[p.rfind(_slash(p)) + 1:]


def dirname(p):
    """Returns the directory component of a pathname"""
    return split(p)[0]


def commonprefix(m):
    "Given a list of pathnames, returns the longest common leading component"
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def exists(path):
    """Test whether a path exists."""
    return os._look(path) is not None


lexists = exists


def isfile(path):
    """Test whether a path is a regular file"""
    found = os._look(path)
    return found is not None and not found[0]


def isdir(s):
    """Return true if the pathname refers to an existing directory."""
    found = os._look(s)
    return found is not None and found[0]


def islink(path):
    """Test whether a path is a symbolic link"""
    return False


def ismount(path):
    """Test whether a path is a mount point"""
    return os.fspath(path) == '/'


def getsize(filename):
    """Return the size of a file, reported by os.stat()."""
    return os.stat(filename).st_size


def getmtime(filename):
    """Return the last modification time of a file, reported by os.stat()."""
    return os.stat(filename).st_mtime


getatime = getctime = getmtime


def expanduser(path):
    """Expand ~ and ~user constructions."""
    path = os.fspath(path)
    if path == '~' or path.startswith('~/'):
        return _files.full('.') + path[1:]
    return path


def expandvars(path):
    """Expand shell variables of form $var and ${var}.  Unknown variables are left unchanged."""
    path = os.fspath(path)
    for name, value in os.environ.items():
        path = path.replace('${%s}' % name, value)
    return path


def normpath(path):
    """Normalize path, eliminating double slashes, etc."""
    path = os.fspath(path)
    slash = _slash(path)
    dot = b'.' if isinstance(path, bytes) else '.'
    if not path:
        return dot
    lead = 2 if path.startswith(slash * 2) and not path.startswith(slash * 3) else 1 if path.startswith(slash) else 0
    parts = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != dot * 2 or not lead and not parts or parts and parts[-1] == dot * 2:
            parts.append(part)
        elif parts:
            parts.pop()
    return slash * lead + slash.join(parts) or dot


def abspath(path):
    """Return an absolute path."""
    path = os.fspath(path)
    return normpath(path if isabs(path) else join(os.getcwd(), path))


def realpath(filename, *, strict=False):
    """Return the canonical path of the specified filename."""
    return abspath(filename)


def relpath(path, start=None):
    """Return a relative version of a path"""
    if not path:
        raise ValueError("no path specified")
    begin = [x for x in abspath('.' if start is None else start).split('/') if x]
    parts = [x for x in abspath(path).split('/') if x]
    same = len(commonprefix([begin, parts]))
    result = ['..'] * (len(begin) - same) + parts[same:]
    return join(*result) if result else '.'


def commonpath(paths):
    """Given a sequence of path names, returns the longest common sub-path."""
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    paths = [os.fspath(p) for p in paths]
    if len({p.startswith('/') for p in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = commonprefix([[c for c in p.split('/') if c and c != '.'] for p in paths])
    return ('/' if paths[0].startswith('/') else '') + '/'.join(parts)


def samefile(f1, f2):
    """Test whether two pathnames reference the same actual file or directory"""
    return abspath(f1) == abspath(f2)
