#include "cli/reference.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/malloc.h"
#include "cli/scratch.h"
#include "history/clock.h"

enum { KEEP_ERRORS = 1 << 20, LONGEST_RECORD = 512 << 20 };

struct Reference {
  ReferenceOptions options;
  const ReferencePython *python;
  Buf given; /* all input so far */
  pid_t pid;
  int records, errors, input; /* our ends of the pipes; -1: closed */
  Buf in;                     /* read from the records' pipe, from `taken` on not handed out yet */
  size_t taken;
  Buf message; /* standard error */
  Buf pending; /* input not written yet */
  size_t written;
  bool input_ends;
  int status;
};

/* ---- which Python ---- */

/* What `path` says it is ("cpython 3 11 3.11.2"): false when it cannot be run or does not answer in 10 s. */
static bool ask_version(const char *path, char *answer, size_t room) {
  int fd[2];
  if (pipe2(fd, O_CLOEXEC) != 0) return false;
  pid_t pid = fork();
  if (pid == 0) {
    int null = open("/dev/null", O_RDWR);
    if (null >= 0) {
      dup2(null, 0);
      dup2(null, 2);
    }
    dup2(fd[1], 1);
    execlp(path, path, "-I", "-S", "-c",
           "import sys; print(sys.implementation.name, *sys.version_info[:2], '%d.%d.%d' % "
           "sys.version_info[:3])",
           (char *)NULL);
    _exit(127);
  }
  close(fd[1]);
  size_t n = 0;
  double until = clock_seconds() + 10;
  while (pid > 0 && n + 1 < room) {
    struct pollfd p = {fd[0], POLLIN, 0};
    double left = until - clock_seconds();
    if (left <= 0 || poll(&p, 1, (int)(left * 1e3) + 1) <= 0) break;
    ssize_t got = read(fd[0], answer + n, room - 1 - n);
    if (got <= 0) break;
    n += (size_t)got;
  }
  close(fd[0]);
  answer[n] = 0;
  int status = 1;
  if (pid > 0) {
    if (!n) kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
  }
  return pid > 0 && n && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool reference_find(ReferencePython *python, char *message, size_t room) {
  const char *asked = getenv("PYTHON");
  const char *const usual[] = {"/usr/bin/python3", "python3.11", "python3"};
  const char *const *candidates = asked && *asked ? &asked : usual;
  size_t count = asked && *asked ? 1 : ARRAY_LEN(usual);
  char found[128] = "";
  for (size_t i = 0; i < count; i++) {
    char answer[128], name[32], version[32];
    int major, minor;
    if (!ask_version(candidates[i], answer, sizeof answer)) continue;
    if (sscanf(answer, "%31s %d %d %31s", name, &major, &minor, version) != 4) continue;
    if (strcmp(name, "cpython") == 0 && major == 3 && minor == 11) {
      snprintf(python->path, sizeof python->path, "%s", candidates[i]);
      snprintf(python->version, sizeof python->version, "CPython %s", version);
      return true;
    }
    if (!*found) snprintf(found, sizeof found, "%s is %s %s", candidates[i], name, version);
  }
  static const char todo[] =
      "install it (on Debian 12: apt-get install python3) or set PYTHON to the path of a python3.11";
  if (*found)
    snprintf(message, room, "check compares with CPython 3.11, but %s: %s", found, todo);
  else if (asked && *asked)
    snprintf(message, room,
             "check compares with CPython 3.11, but PYTHON is '%s', which does not run as one: %s", asked,
             todo);
  else
    snprintf(message, room, "check compares with CPython 3.11, and there is no python3 here: %s", todo);
  return false;
}

/* ---- starting it ---- */

static void set_environment(void) {
  /* What the person has set for other programs must not change this one. The tracer drops the rest, which may
   * be needed to find and start Python. */
  for (char **e = environ; *e;) {
    if (strncmp(*e, "PYTHON", 6) == 0) {
      char name[256];
      snprintf(name, sizeof name, "%.*s", (int)strcspn(*e, "="), *e);
      if (unsetenv(name) == 0 && strlen(name) < sizeof name - 1) {
        e = environ;
        continue;
      }
    }
    e++;
  }
  setenv("PYTHONHASHSEED", "0", 1);
  setenv("PYTHONDONTWRITEBYTECODE", "1", 1);
  setenv("LC_ALL", "C.UTF-8", 1);
  setenv("COLUMNS", "80", 1);
}

/* In the child: its group, its limits, its files 0 to count - 1 and no others. */
static void settle(const int *files, size_t count) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGPIPE, SIG_DFL);
  int from[8]; /* moved up first, as the numbers may be taken */
  for (size_t i = 0; i < count; i++) from[i] = fcntl(files[i], F_DUPFD, 10);
  for (size_t i = 0; i < count; i++) dup2(from[i], (int)i);
  close_range((unsigned)count, ~0u, 0);
  set_environment();
  struct rlimit memory = {(rlim_t)6 << 30, (rlim_t)6 << 30}, size = {(rlim_t)1 << 30, (rlim_t)1 << 30},
                none_left = {0, 0};
  setrlimit(RLIMIT_AS, &memory);
  setrlimit(RLIMIT_FSIZE, &size); /* of what it prints within one line */
  setrlimit(RLIMIT_CORE, &none_left);
  scratch_enter();
  prctl(PR_SET_PDEATHSIG, SIGKILL); /* a change of who we are takes it away */
}

NORETURN static void run_program(const ReferencePython *python, const ReferenceOptions *o) {
  const char **words = calloc((size_t)o->argc + 3, sizeof *words);
  if (!words) _exit(127);
  words[0] = python->path;
  words[1] = o->file;
  for (int i = 0; i < o->argc; i++) words[i + 2] = o->argv[i];
  execvp(python->path, (char *const *)words);
  _exit(127);
}

/* In the child: never returns. in, out, err: its ends of the pipes; library: the tracer. */
NORETURN static void become_python(const ReferencePython *python, const ReferenceOptions *o, int in, int out,
                                   int err, int library) {
  /* 0, 1, 2 as ever, 3: the tracer, 4: where its records go. */
  const int files[] = {in, open("/dev/null", O_WRONLY), err, library, out};
  settle(files, ARRAY_LEN(files));
  char wish[10000];
  snprintf(wish, sizeof wish, "4:%llu:%llu:%llu:%llu:%.4000s:%s", (unsigned long long)o->max_objects,
           (unsigned long long)o->max_steps, (unsigned long long)o->often, (unsigned long long)o->held_from,
           o->modules, o->file);
  setenv("LASTREF_TRACE", wish, 1);
  if (o->units) setenv("LASTREF_UNITS", o->units, 1);
  setenv("LD_PRELOAD", "/proc/self/fd/3", 1);
  run_program(python, o);
}

bool reference_plain(Reference *r, Buf *out) {
  if (r->options.units) return false;
  int in = memfd_create("input", MFD_CLOEXEC), pipes[2] = {-1, -1};
  bool good = in >= 0 && write(in, r->given.data, r->given.len) == (ssize_t)r->given.len &&
              lseek(in, 0, SEEK_SET) == 0 && pipe2(pipes, O_CLOEXEC) == 0;
  pid_t pid = good ? fork() : -1;
  if (pid == 0) {
    const int files[] = {in, pipes[1], open("/dev/null", O_WRONLY)};
    settle(files, ARRAY_LEN(files));
    run_program(r->python, &r->options);
  }
  close(in);
  close(pipes[1]);
  good = pid > 0;
  while (good) {
    double left = r->options.deadline - clock_seconds();
    struct pollfd p = {pipes[0], POLLIN, 0};
    if (*r->options.stop || left <= 0 || out->len > LONGEST_RECORD || !buf_reserve(out, 1 << 16)) {
      good = false;
      break;
    }
    int ready = poll(&p, 1, (int)(left < 100 ? left * 1e3 : 1e5) + 1);
    if (ready < 0 && errno != EINTR) good = false;
    if (ready <= 0) continue;
    ssize_t n = read(pipes[0], out->data + out->len, 1 << 16);
    if (n <= 0) break;
    out->len += (size_t)n;
  }
  close(pipes[0]);
  if (pid > 0) {
    kill(-pid, SIGKILL);
    waitpid(pid, NULL, 0);
  }
  return good;
}

Reference *reference_start(const ReferencePython *python, const ReferenceOptions *options, const char **why) {
  Reference *r = calloc(1, sizeof *r);
  int script = memfd_create("reftrace.so", MFD_CLOEXEC), in[2] = {-1, -1}, out[2] = {-1, -1},
      err[2] = {-1, -1};
  if (!r || script < 0 ||
      write(script, reftrace_library, reftrace_library_size) != (ssize_t)reftrace_library_size ||
      lseek(script, 0, SEEK_SET) != 0 || pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC) ||
      pipe2(err, O_CLOEXEC)) {
    *why = "no pipe to python3 could be made";
    free(r);
    r = NULL;
  } else {
    *r = (Reference){
        .options = *options, .python = python, .records = out[0], .errors = err[0], .input = in[1]};
    buf_init(&r->in, malloc_allocator());
    buf_init(&r->given, malloc_allocator());
    buf_init(&r->message, malloc_allocator());
    buf_init(&r->pending, malloc_allocator());
    r->pid = fork();
    if (r->pid == 0) become_python(python, options, in[0], out[1], err[1], script);
    if (r->pid < 0) {
      *why = "no process for python3 could be made";
      free(r);
      r = NULL;
    } else {
      setpgid(r->pid, r->pid); /* whoever comes first */
      fcntl(r->input, F_SETFL, O_NONBLOCK);
    }
  }
  close(script);
  close(in[0]);
  close(out[1]);
  close(err[1]);
  if (!r) {
    close(in[1]);
    close(out[0]);
    close(err[0]);
  }
  return r;
}

Reference *reference_again(const Reference *r, uint64_t held_from) {
  ReferenceOptions options = r->options;
  options.held_from = held_from;
  options.max_objects *= 20; /* beyond them, nobody knows whose an object is */
  const char *why;
  Reference *again = reference_start(r->python, &options, &why);
  if (!again) return NULL;
  reference_give(again, buf_str(&r->given), r->given.len);
  if (r->input_ends) reference_give(again, NULL, 0);
  return again;
}

static void close_end(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

void reference_stop(Reference *r) {
  if (!r) return;
  close_end(&r->records);
  close_end(&r->errors);
  close_end(&r->input);
  if (r->pid > 0) {
    kill(-r->pid, SIGKILL);
    waitpid(r->pid, &r->status, 0);
  }
  buf_free(&r->in);
  buf_free(&r->given);
  buf_free(&r->message);
  buf_free(&r->pending);
  free(r);
}

/* ---- talking with it ---- */

/* Carries bytes until the records' pipe has something to say. */
static ReferenceResult carry(Reference *r) {
  for (;;) {
    if (*r->options.stop) return REFERENCE_INTERRUPTED;
    double left = r->options.deadline - clock_seconds();
    if (left <= 0) return REFERENCE_LATE;
    if (r->input >= 0 && r->written == r->pending.len && r->input_ends) close_end(&r->input);
    bool more_input = r->input >= 0 && r->written < r->pending.len;
    struct pollfd p[3] = {
        {r->records, POLLIN, 0}, {r->errors, POLLIN, 0}, {more_input ? r->input : -1, POLLOUT, 0}};
    if (p[0].fd < 0 && p[1].fd < 0) return REFERENCE_END;
    int ready = poll(p, 3, (int)((left < 100 ? left : 100) * 1e3) + 1);
    if (ready < 0 && errno != EINTR) return REFERENCE_END;
    if (ready <= 0) continue;
    if (p[2].revents) {
      ssize_t n = write(r->input, r->pending.data + r->written, r->pending.len - r->written);
      if (n > 0) r->written += (size_t)n;
      if (r->written == r->pending.len) {
        buf_clear(&r->pending);
        r->written = 0;
      }
      if (n < 0 && errno != EAGAIN && errno != EINTR) close_end(&r->input);
    }
    if (p[1].revents) {
      char bytes[4096];
      ssize_t n = read(r->errors, bytes, sizeof bytes);
      if (n > 0 && r->message.len < KEEP_ERRORS) buf_bytes(&r->message, bytes, (size_t)n);
      if (n == 0 || (n < 0 && errno != EINTR)) close_end(&r->errors);
    }
    if (p[0].revents) {
      if (r->in.len > LONGEST_RECORD || !buf_reserve(&r->in, 1 << 16)) return REFERENCE_TOO_LONG;
      ssize_t n = read(r->records, r->in.data + r->in.len, 1 << 16);
      if (n > 0) {
        r->in.len += (size_t)n;
        r->in.data[r->in.len] = 0;
        return REFERENCE_RECORD;
      }
      if (n == 0 || errno != EINTR) close_end(&r->records);
    }
  }
}

/* What was handed out goes, the rest moves to the front. */
static void drop_taken(Reference *r) {
  if (!r->taken) return;
  memmove(r->in.data, r->in.data + r->taken, r->in.len - r->taken);
  r->in.len -= r->taken;
  r->in.data[r->in.len] = 0;
  r->taken = 0;
}

static ReferenceResult carry_on(Reference *r) {
  ReferenceResult result = carry(r);
  if (result == REFERENCE_END && r->pid > 0) {
    int status = 0;
    waitpid(r->pid, &status, 0);
    kill(-r->pid, SIGKILL); /* what it may have left running */
    r->pid = 0;
    r->status = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  }
  return result;
}

ReferenceResult reference_next(Reference *r, char **text, size_t *length) {
  drop_taken(r);
  size_t searched = 0;
  for (;;) {
    char *end = r->in.len > searched ? memchr(r->in.data + searched, '\n', r->in.len - searched) : NULL;
    if (end) {
      *end = 0;
      *text = r->in.data;
      *length = (size_t)(end - r->in.data);
      r->taken = *length + 1;
      return REFERENCE_RECORD;
    }
    searched = r->in.len;
    ReferenceResult result = carry_on(r);
    if (result != REFERENCE_RECORD) return result;
  }
}

ReferenceResult reference_rest(Reference *r, const char **text, size_t *length) {
  drop_taken(r);
  ReferenceResult result;
  do result = carry_on(r);
  while (result == REFERENCE_RECORD);
  *text = buf_str(&r->in);
  *length = r->in.len;
  return result;
}

void reference_give(Reference *r, const char *line, size_t length) {
  if (length) {
    buf_bytes(&r->pending, line, length);
    buf_bytes(&r->given, line, length);
  } else
    r->input_ends = true;
}

const char *reference_errors(const Reference *r) { return buf_str(&r->message); }
int reference_status(const Reference *r) { return r->status; }
int reference_process(const Reference *r) { return r ? (int)r->pid : 0; }
