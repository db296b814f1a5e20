#include "cli/scratch.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/attr.h"

/* ---- an overlay ---- */

static bool put_line(const char *path, const char *line) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  bool good = fd >= 0 && write(fd, line, strlen(line)) == (ssize_t)strlen(line);
  if (fd >= 0) close(fd);
  return good;
}

/* Mounts of our own; a process without privileges needs a user namespace for them, in which it is who it
 * was. */
static bool own_mounts(void) {
  if (unshare(CLONE_NEWNS) != 0) {
    char users[64], groups[64];
    snprintf(users, sizeof users, "%u %u 1", (unsigned)geteuid(), (unsigned)geteuid());
    snprintf(groups, sizeof groups, "%u %u 1", (unsigned)getegid(), (unsigned)getegid());
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0 || !put_line("/proc/self/uid_map", users) ||
        !put_line("/proc/self/setgroups", "deny") || !put_line("/proc/self/gid_map", groups))
      return false;
  }
  return mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* Changed files lie in a file system in memory, which is mounted over some folder beside our way for a
 * moment. */
static bool lay_over(const char *folder) {
  static const char *const places[] = {"/mnt", "/media", "/srv", "/opt"};
  for (size_t i = 0; i < ARRAY_LEN(places); i++) {
    size_t n = strlen(places[i]);
    if (strncmp(folder, places[i], n) == 0 && (folder[n] == '/' || !folder[n])) continue;
    if (mount("none", places[i], "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,mode=0700") != 0) continue;
    char upper[64], work[64], options[200];
    snprintf(upper, sizeof upper, "%s/upper", places[i]);
    snprintf(work, sizeof work, "%s/work", places[i]);
    /* The folder by ".": its path may have any character in it. */
    snprintf(options, sizeof options, "lowerdir=.,upperdir=%s,workdir=%s,userxattr", upper, work);
    bool good = mkdir(upper, 0755) == 0 && mkdir(work, 0755) == 0 &&
                mount("none", ".", "overlay", MS_NOSUID | MS_NODEV, options) == 0;
    umount2(places[i], MNT_DETACH);
    return good && chdir(folder) == 0;
  }
  return false;
}

/* ---- what is forbidden ---- */

#if defined(__NR_landlock_create_ruleset)
static void allow(int rules, const char *path, uint64_t access) {
  struct landlock_path_beneath_attr rule = {.allowed_access = access,
                                            .parent_fd = open(path, O_PATH | O_CLOEXEC)};
  if (rule.parent_fd < 0) return;
  syscall(__NR_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close(rule.parent_fd);
}
#endif

/* From now on this process may read files but not change any, but for those of its folder if it is one of
 * its own. Kernels without Landlock leave it as it is. */
static void forbid_writing(bool but_here) {
#if defined(__NR_landlock_create_ruleset)
  struct landlock_ruleset_attr rules = {.handled_access_fs =
                                            LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                            LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                            LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                                            LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                            LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM};
  long version = syscall(__NR_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
#ifdef LANDLOCK_ACCESS_FS_REFER /* moving a file to another folder */
  if (version >= 2) rules.handled_access_fs |= LANDLOCK_ACCESS_FS_REFER;
#endif
#ifdef LANDLOCK_ACCESS_FS_TRUNCATE
  if (version >= 3) rules.handled_access_fs |= LANDLOCK_ACCESS_FS_TRUNCATE;
#endif
  (void)version;
  int set = (int)syscall(__NR_landlock_create_ruleset, &rules, sizeof rules, 0);
  if (set < 0) return;
  allow(set, "/dev/null", LANDLOCK_ACCESS_FS_WRITE_FILE);
  if (but_here) allow(set, ".", rules.handled_access_fs);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) syscall(__NR_landlock_restrict_self, set, 0);
  close(set);
#else
  (void)but_here;
#endif
}

bool scratch_enter(void) {
  char folder[4096];
  bool own = getcwd(folder, sizeof folder) && own_mounts() && lay_over(folder);
  forbid_writing(own);
  return own;
}
