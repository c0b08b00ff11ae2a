// LD_PRELOAD: makes the disk under DISK_FAULTS_FOLDER fail as the file DISK_FAULTS_CONTROL says at this moment, one line:
//   <call> <error> <from> <times>      e.g. "sync EIO 3 1": the third fsync from now fails, once
// <call> is sync, write, truncate, open or any; <times> 0 means until the file changes. No file: nothing fails. "SHORT"
// as error writes half and says so. The count is the process's, not a thread's, and begins anew when the file changes.
// Each failure is a line in DISK_FAULTS_CONTROL.injected.
#define _GNU_SOURCE
#include "watched.h"
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <sys/uio.h>

enum { NOTHING = 0, SHORT = -1 };

static const char *folder, *control;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static struct { char call[16]; int error; unsigned long from, times, seen; } rule;
static struct stat rule_file;

__attribute__((constructor)) static void begin(void) {
  folder = getenv("DISK_FAULTS_FOLDER");
  control = getenv("DISK_FAULTS_CONTROL");
  if (!control) folder = NULL;
}

static int error_named(const char *name) {
  static const struct { const char *name; int error; } names[] = {
    {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EINTR", EINTR}, {"EACCES", EACCES}, {"EROFS", EROFS}, {"EDQUOT", EDQUOT},
    {"EMFILE", EMFILE}, {"SHORT", SHORT}};
  for (size_t n = 0; n < sizeof names / sizeof *names; n++)
    if (strcmp(names[n].name, name) == 0) return names[n].error;
  fprintf(stderr, "disk-faults: no error is named %s\n", name);
  abort();
}

/* Reads the rule again when its file is another one than before; the writer replaces it as a whole. */
static void follow_control(void) {
  struct stat now = {0};
  if (stat(control, &now) != 0) memset(&now, 0, sizeof now);
  if (now.st_ino == rule_file.st_ino && now.st_mtim.tv_sec == rule_file.st_mtim.tv_sec &&
      now.st_mtim.tv_nsec == rule_file.st_mtim.tv_nsec && now.st_size == rule_file.st_size) return;
  rule_file = now;
  memset(&rule, 0, sizeof rule);
  char text[128] = "", name[16] = "";
  int file = (int)syscall(SYS_openat, AT_FDCWD, control, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0) return;
  if (syscall(SYS_read, file, text, sizeof text - 1) > 0 &&
      sscanf(text, "%15s %15s %lu %lu", rule.call, name, &rule.from, &rule.times) == 4)
    rule.error = error_named(name);
  syscall(SYS_close, file);
}

static void tell(const char *call, const char *path) {
  char name[PATH_MAX], line[PATH_MAX];
  snprintf(name, sizeof name, "%s.injected", control);
  int file = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const char *last = strrchr(path, '/');
  int length = snprintf(line, sizeof line, "%s %s\n", call, last ? last + 1 : path);
  if (file >= 0) { syscall(SYS_write, file, line, length); syscall(SYS_close, file); }
}

static int fault(const char *call, const char *path) {
  pthread_mutex_lock(&turn);
  follow_control();
  int error = NOTHING;
  if (rule.error && (strcmp(rule.call, call) == 0 || strcmp(rule.call, "any") == 0)) {
    unsigned long n = ++rule.seen;
    if (n >= rule.from && (rule.times == 0 || n < rule.from + rule.times)) error = rule.error;
  }
  if (error) tell(call, path);
  pthread_mutex_unlock(&turn);
  return error;
}

static int fault_of(const char *call, int fd) {
  char path[PATH_MAX];
  struct stat status;
  if (!folder || fstat(fd, &status) != 0 || !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))) return NOTHING;
  return path_of(fd, path) && below(path, folder) ? fault(call, path) : NOTHING;
}

static int fault_at(const char *call, int at, const char *name) {
  char path[PATH_MAX];
  return folder && absolute(at, name, path) && below(path, folder) ? fault(call, path) : NOTHING;
}

#define FAIL_ON(found) do { int failure = (found); if (failure > 0) { errno = failure; return -1; } } while (0)

int fsync(int fd) { FAIL_ON(fault_of("sync", fd)); return NEXT(fsync)(fd); }
int fdatasync(int fd) { FAIL_ON(fault_of("sync", fd)); return NEXT(fdatasync)(fd); }

static size_t shorter(int found, size_t bytes) { return found == SHORT && bytes > 1 ? bytes / 2 : bytes; }

ssize_t write(int fd, const void *data, size_t bytes) {
  int found = fault_of("write", fd);
  FAIL_ON(found);
  return NEXT(write)(fd, data, shorter(found, bytes));
}

ssize_t pwrite64(int fd, const void *data, size_t bytes, off64_t offset) {
  int found = fault_of("write", fd);
  FAIL_ON(found);
  return NEXT(pwrite64)(fd, data, shorter(found, bytes), offset);
}

ssize_t pwrite(int fd, const void *data, size_t bytes, off_t offset) { return pwrite64(fd, data, bytes, offset); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
  FAIL_ON(fault_of("write", fd));
  return NEXT(writev)(fd, parts, count);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  FAIL_ON(fault_of("write", fd));
  return NEXT(pwritev64)(fd, parts, count, offset);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { return pwritev64(fd, parts, count, offset); }

int ftruncate64(int fd, off64_t size) { FAIL_ON(fault_of("truncate", fd)); return NEXT(ftruncate64)(fd, size); }
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int opened(int at, const char *name, int flags, mode_t mode) {
  FAIL_ON(fault_at("open", at, name));
  return NEXT(openat64)(at, name, flags, mode);
}

#define OPEN(name, parameters, at)                                                                                     \
  int name parameters {                                                                                                \
    va_list list;                                                                                                      \
    va_start(list, flags);                                                                                             \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;                                            \
    va_end(list);                                                                                                      \
    return opened(at, path, flags, mode);                                                                              \
  }

OPEN(open, (const char *path, int flags, ...), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD)
OPEN(openat, (int at, const char *path, int flags, ...), at)
OPEN(openat64, (int at, const char *path, int flags, ...), at)
