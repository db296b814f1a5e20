"""OS routines for the files in memory: nothing here touches the disk, starts a process or changes anything outside."""

import abc
import sys
import _files
import _collections_abc
from types import GenericAlias

name = 'posix'
linesep = '\n'
curdir, pardir, sep, pathsep, extsep = '.', '..', '/', ':', '.'
altsep = None
devnull = '/dev/null'
defpath = '/bin:/usr/bin'
error = OSError
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
environ = {}
_TEXTS = {1: 'Operation not permitted', 2: 'No such file or directory', 17: 'File exists', 20: 'Not a directory',
          21: 'Is a directory', 39: 'Directory not empty'}


def strerror(code, /):
    """Translate an error code to a message string."""
    return _TEXTS.get(code, 'Unknown error %d' % code)


def _fail(code, *paths):
    if len(paths) == 2:
        raise OSError(code, strerror(code), paths[0], None, paths[1])
    raise OSError(code, strerror(code), *paths)


class PathLike(abc.ABC):
    """Abstract base class for implementing the file system path protocol."""

    @abc.abstractmethod
    def __fspath__(self):
        """Return the file system path representation of the object."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return _collections_abc._check_methods(subclass, '__fspath__')
        return NotImplemented

    __class_getitem__ = classmethod(GenericAlias)


def fspath(path):
    """Return the file system path representation of the object."""
    if isinstance(path, (str, bytes)):
        return path
    kind = type(path)
    try:
        result = kind.__fspath__(path)
    except AttributeError:
        if hasattr(kind, '__fspath__'):
            raise
        raise TypeError("expected str, bytes or os.PathLike object, not " + kind.__name__) from None
    if isinstance(result, (str, bytes)):
        return result
    raise TypeError("expected %s.__fspath__() to return str or bytes, not %s" % (kind.__name__, type(result).__name__))


def fsdecode(filename):
    """Decode filename from the filesystem encoding."""
    filename = fspath(filename)
    return filename.decode('utf-8', 'surrogateescape') if isinstance(filename, bytes) else filename


def fsencode(filename):
    """Encode filename to the filesystem encoding."""
    filename = fspath(filename)
    return filename.encode('utf-8', 'surrogateescape') if isinstance(filename, str) else filename


def _look(path):
    """(folder, size, modified) of a path, or None. A folder need not have been made: files in it are enough."""
    text = fsdecode(path)
    found = _files.look(text) if text else None
    if found is None and text:
        full = _files.full(text)
        start = full if full == '/' else full + '/'
        if full in ('/', _files.full('.')) or any(p.startswith(start) for p in _files.all()):
            return True, 4096, 0
    return found


def getcwd():
    """Return a unicode string representing the current working directory."""
    return _files.full('.')


def listdir(path='.'):
    """Return a list containing the names of the files in the directory."""
    found = _look(path)
    if found is None:
        _fail(2, path)
    if not found[0]:
        _fail(20, path)
    full = _files.full(fsdecode(path))
    start = full if full == '/' else full + '/'
    names = {}
    for p in _files.all():
        if p.startswith(start) and p != start:
            names[p[len(start):].partition('/')[0]] = None
    return list(names)


def mkdir(path, mode=0o777, *, dir_fd=None):
    """Create a directory."""
    if _look(path) is not None:
        _fail(17, path)
    parent = _files.full(fsdecode(path)).rpartition('/')[0] or '/'
    above = _look(parent)
    if above is None:
        _fail(2, path)
    if not above[0]:
        _fail(20, path)
    code = _files.make_folder(fsdecode(path))
    if code:
        _fail(code, path)


def makedirs(name, mode=0o777, exist_ok=False):
    """Super-mkdir; create a leaf directory and all intermediate ones."""
    full = _files.full(fsdecode(name))
    parent = full.rpartition('/')[0]
    if parent and _look(parent) is None:
        makedirs(parent, exist_ok=True)
    try:
        mkdir(name, mode)
    except OSError:
        found = _look(name)
        if not exist_ok or found is None or not found[0]:
            raise


def remove(path, *, dir_fd=None):
    """Remove a file (same as unlink())."""
    found = _look(path)
    if found is None:
        _fail(2, path)
    if found[0]:
        _fail(21, path)
    _files.remove(fsdecode(path))


unlink = remove


def rmdir(path, *, dir_fd=None):
    """Remove a directory."""
    found = _look(path)
    if found is None:
        _fail(2, path)
    if not found[0]:
        _fail(20, path)
    if listdir(path):
        _fail(39, path)
    _files.remove(fsdecode(path))


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """Rename a file or directory."""
    found = _look(src)
    if found is None:
        _fail(2, src, dst)
    there = _look(dst)
    if there is not None and there[0] and not found[0]:
        _fail(21, src, dst)
    old, new = _files.full(fsdecode(src)), _files.full(fsdecode(dst))
    for p in _files.all():
        if p == old or found[0] and p.startswith(old + '/'):
            _files.rename(p, new + p[len(old):])


replace = rename


class stat_result:
    """What is known of a file."""

    def __init__(self, folder, size, modified):
        self.st_mode = 0o40755 if folder else 0o100644
        self.st_size = size
        self.st_mtime_ns = self.st_atime_ns = self.st_ctime_ns = modified
        self.st_mtime = self.st_atime = self.st_ctime = modified / 1e9


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """Perform a stat system call on the given path."""
    found = _look(path)
    if found is None:
        _fail(2, path)
    return stat_result(*found)


lstat = stat


def access(path, mode, **options):
    """Use the real uid/gid to test for access to a path."""
    return _look(path) is not None


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Directory tree generator: (dirpath, dirnames, filenames)."""
    top = fspath(top)
    try:
        names = listdir(top)
    except OSError as exc:
        if onerror is not None:
            onerror(exc)
        return
    folders = [n for n in names if path.isdir(path.join(top, n))]
    others = [n for n in names if n not in folders]
    if topdown:
        yield top, folders, others
    for n in folders:
        yield from walk(path.join(top, n), topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, others


def getenv(key, default=None):
    """Get an environment variable, return None if it doesn't exist."""
    if not isinstance(key, str):
        raise TypeError("str expected, not %s" % type(key).__name__)
    return environ.get(key, default)


def getpid():
    """Return the current process id."""
    return 1


def cpu_count():
    """Return the number of CPUs in the system."""
    return 1


def urandom(size, /):
    """Return a bytes object containing random bytes."""
    import random
    return random.SystemRandom().randbytes(size)


def get_terminal_size(fd=1, /):
    """Return the size of the terminal window as (columns, lines)."""
    from collections import namedtuple
    return namedtuple('terminal_size', 'columns lines')(80, 24)


def _refused(name):
    def function(*args, **kwargs):
        _fail(1)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = "Not possible here: the program has no access to processes."
    return function


for _name in ('system', 'popen', 'fork', 'kill', 'execv', 'execvp', 'spawnv', 'chmod', 'chown', 'chdir', 'link', 'symlink'):
    globals()[_name] = _refused(_name)
del _name

import posixpath as path
sys.modules['os.path'] = path
