// LD_PRELOAD: writes down everything that a process does to the files below POWER_LOSS_FOLDER, and what it made durable,
// in POWER_LOSS_LOG/log. After a kill -9 the files are made again from that as a disk without power would have them
// (test/support/power-loss.ts). The log is written by the calls themselves, so it outlives the process.
#define _GNU_SOURCE
#include "power-loss-log.h"
#include <stdarg.h>
#include <sys/sendfile.h>

/* The record comes before the write, so that none is missing; one that wrote less is corrected by another one. */
static ssize_t written(const struct stat *status, const char *path, ssize_t asked, ssize_t result) {
  if (result != asked)
    append((Record){.type = 'A', .inode = status->st_ino, .offset = result < 0 ? 0 : result}, path, "", "");
  done();
  return result;
}

static void writing(const struct stat *status, const char *path, int64_t offset, const void *data, size_t bytes) {
  append((Record){.type = 'W', .inode = status->st_ino, .offset = offset, .bytes = (uint32_t)bytes}, path, "", data);
}

ssize_t pwrite64(int fd, const void *data, size_t bytes, off64_t offset) {
  char path[PATH_MAX];
  struct stat status;
  if (!watched(fd, path, &status)) return NEXT(pwrite64)(fd, data, bytes, offset);
  writing(&status, path, offset, data, bytes);
  return written(&status, path, (ssize_t)bytes, NEXT(pwrite64)(fd, data, bytes, offset));
}

ssize_t pwrite(int fd, const void *data, size_t bytes, off_t offset) { return pwrite64(fd, data, bytes, offset); }

/* Where the next write of a file goes. */
static int64_t position(int fd, const struct stat *status) {
  return fcntl(fd, F_GETFL) & O_APPEND ? status->st_size : lseek(fd, 0, SEEK_CUR);
}

ssize_t write(int fd, const void *data, size_t bytes) {
  char path[PATH_MAX];
  struct stat status;
  if (!watched(fd, path, &status)) return NEXT(write)(fd, data, bytes);
  int64_t offset = position(fd, &status);
  writing(&status, path, offset, data, bytes);
  return written(&status, path, (ssize_t)bytes, NEXT(write)(fd, data, bytes));
}

static char *joined(const struct iovec *parts, int count, size_t *bytes) {
  *bytes = 0;
  for (int n = 0; n < count; n++) *bytes += parts[n].iov_len;
  char *data = malloc(*bytes ? *bytes : 1);
  size_t at = 0;
  for (int n = 0; n < count; at += parts[n++].iov_len) memcpy(data + at, parts[n].iov_base, parts[n].iov_len);
  return data;
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  char path[PATH_MAX];
  struct stat status;
  if (!watched(fd, path, &status)) return NEXT(pwritev64)(fd, parts, count, offset);
  size_t bytes;
  char *data = joined(parts, count, &bytes);
  writing(&status, path, offset, data, bytes);
  free(data);
  return written(&status, path, (ssize_t)bytes, NEXT(pwritev64)(fd, parts, count, offset));
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { return pwritev64(fd, parts, count, offset); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
  char path[PATH_MAX];
  struct stat status;
  if (!watched(fd, path, &status)) return NEXT(writev)(fd, parts, count);
  size_t bytes;
  int64_t offset = position(fd, &status);
  char *data = joined(parts, count, &bytes);
  writing(&status, path, offset, data, bytes);
  free(data);
  return written(&status, path, (ssize_t)bytes, NEXT(writev)(fd, parts, count));
}

/* Copies inside the kernel would pass unseen: their callers fall back to reading and writing. */
ssize_t sendfile64(int out, int in, off64_t *offset, size_t bytes) {
  char path[PATH_MAX];
  struct stat status;
  if (!watched(out, path, &status)) return NEXT(sendfile64)(out, in, offset, bytes);
  done();
  char data[65536];
  ssize_t got = offset ? pread(in, data, bytes < sizeof data ? bytes : sizeof data, *offset)
                       : read(in, data, bytes < sizeof data ? bytes : sizeof data);
  if (got <= 0) return got;
  ssize_t put = write(out, data, (size_t)got);
  if (offset && put > 0) *offset += put;
  return put;
}

ssize_t sendfile(int out, int in, off_t *offset, size_t bytes) { return sendfile64(out, in, offset, bytes); }

long syscall(long number, ...) {
  va_list list;
  va_start(list, number);
  long a[6];
  for (int n = 0; n < 6; n++) a[n] = va_arg(list, long);
  va_end(list);
  char path[PATH_MAX];
  struct stat status;
  if (number == SYS_copy_file_range && watched((int)a[2], path, &status)) {
    done();
    errno = ENOSYS;
    return -1;
  }
  return NEXT(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* A new size is known only when the call has succeeded; the turn is kept until it is written down. */
static int sized(const struct stat *status, const char *path, int64_t size, int result) {
  if (result == 0) append((Record){.type = 'T', .inode = status->st_ino, .offset = size}, path, "", "");
  done();
  return result;
}

int ftruncate64(int fd, off64_t size) {
  char path[PATH_MAX];
  struct stat status;
  if (!watched(fd, path, &status)) return NEXT(ftruncate64)(fd, size);
  return sized(&status, path, size, NEXT(ftruncate64)(fd, size));
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int truncate64(const char *name, off64_t size) {
  int file = open(name, O_WRONLY | O_CLOEXEC);
  if (file < 0) return -1;
  int result = ftruncate64(file, size), kept = errno;
  close(file);
  errno = kept;
  return result;
}

int truncate(const char *name, off_t size) { return truncate64(name, size); }

static int reserve(int fd, int mode, off64_t offset, off64_t bytes, bool posix) {
  char path[PATH_MAX];
  struct stat status;
  bool ours = watched(fd, path, &status);
  if (ours && mode & ~FALLOC_FL_KEEP_SIZE) { done(); errno = EOPNOTSUPP; return -1; }
  int result = posix ? NEXT(posix_fallocate64)(fd, offset, bytes) : NEXT(fallocate64)(fd, mode, offset, bytes);
  if (!ours) return result;
  int64_t size = offset + bytes > status.st_size && !mode ? offset + bytes : status.st_size;
  return sized(&status, path, size, result);
}

int fallocate64(int fd, int mode, off64_t offset, off64_t bytes) { return reserve(fd, mode, offset, bytes, false); }
int fallocate(int fd, int mode, off_t offset, off_t bytes) { return reserve(fd, mode, offset, bytes, false); }
int posix_fallocate64(int fd, off64_t offset, off64_t bytes) { return reserve(fd, 0, offset, bytes, true); }
int posix_fallocate(int fd, off_t offset, off_t bytes) { return reserve(fd, 0, offset, bytes, true); }

/* Durable is what was done before the call began; others may write while it runs. */
static int synchronise(int fd, int (*real)(int)) {
  char path[PATH_MAX];
  struct stat status;
  if (!watched(fd, path, &status)) return real(fd);
  int64_t upto = log_size();
  done();
  int result = real(fd);
  pthread_mutex_lock(&turn);
  append((Record){.type = result == 0 ? 'S' : 'F', .inode = status.st_ino, .offset = upto}, path, "", "");
  done();
  return result;
}

int fsync(int fd) { return synchronise(fd, NEXT(fsync)); }
int fdatasync(int fd) { return synchronise(fd, NEXT(fdatasync)); }

/* A new name is a change of its folder, to be made durable by an fsync of the folder. */
static int opened(int at, const char *name, int flags, mode_t mode) {
  char path[PATH_MAX];
  if (!(flags & (O_CREAT | O_TRUNC)) || !watched_name(at, name, path)) return NEXT(openat64)(at, name, flags, mode);
  struct stat status;
  bool existed = stat(path, &status) == 0;
  if (existed) keep_first_content(path, &status);
  int fd = NEXT(openat64)(at, name, flags, mode);
  if (fd >= 0 && fstat(fd, &status) == 0) {
    if (!existed) {
      first_touch(status.st_ino);
      append((Record){.type = 'C', .inode = status.st_ino}, path, "", "");
    } else if (flags & O_TRUNC) append((Record){.type = 'T', .inode = status.st_ino}, path, "", "");
  }
  done();
  return fd;
}

static mode_t mode_of(int flags, va_list list) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0; }

#define OPEN(name, parameters, at)                                                                                     \
  int name parameters {                                                                                                \
    va_list list;                                                                                                      \
    va_start(list, flags);                                                                                             \
    mode_t mode = mode_of(flags, list);                                                                                \
    va_end(list);                                                                                                      \
    return opened(at, path, flags, mode);                                                                              \
  }

OPEN(open, (const char *path, int flags, ...), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD)
OPEN(openat, (int at, const char *path, int flags, ...), at)
OPEN(openat64, (int at, const char *path, int flags, ...), at)
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

/* What loses its name is kept under another one, so that the name can come back. Returns that name's last part. */
static void bury(const char *path, char grave[64], struct stat *status) {
  grave[0] = '\0';
  if (lstat(path, status) != 0 || S_ISDIR(status->st_mode)) return;
  keep_first_content(path, status);
  snprintf(grave, 64, "%d-%u", getpid(), ++graves);
  char place[PATH_MAX];
  snprintf(place, sizeof place, "%s/%s", getenv("POWER_LOSS_LOG"), grave);
  if (syscall(SYS_linkat, AT_FDCWD, path, AT_FDCWD, place, 0) != 0) { perror("power-loss: cannot keep a file"); abort(); }
}

int unlinkat(int at, const char *name, int flags) {
  char path[PATH_MAX], grave[64];
  struct stat status = {0};
  if (!watched_name(at, name, path)) return NEXT(unlinkat)(at, name, flags);
  bury(path, grave, &status);
  int result = NEXT(unlinkat)(at, name, flags);
  if (result == 0) append((Record){.type = flags & AT_REMOVEDIR ? 'D' : 'U', .inode = status.st_ino}, path, grave, "");
  done();
  return result;
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int remove(const char *name) {
  int result = unlinkat(AT_FDCWD, name, 0);
  return result != 0 && errno == EISDIR ? rmdir(name) : result;
}
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
  char old_path[PATH_MAX], new_path[PATH_MAX], grave[64];
  struct stat status = {0}, replaced = {0};
  bool ours = folder && absolute(from_at, from, old_path) && watched_name(to_at, to, new_path);
  if (ours && stat(old_path, &status) == 0) keep_first_content(old_path, &status);
  if (ours) bury(new_path, grave, &replaced);
  int result = NEXT(renameat2)(from_at, from, to_at, to, flags);
  if (!ours) return result;
  if (result == 0 && grave[0]) append((Record){.type = 'O', .inode = replaced.st_ino}, new_path, grave, "");
  if (result == 0) append((Record){.type = 'R', .inode = status.st_ino}, old_path, new_path, "");
  done();
  return result;
}

int renameat(int from_at, const char *from, int to_at, const char *to) { return renameat2(from_at, from, to_at, to, 0); }
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
  char path[PATH_MAX];
  bool ours = watched_name(to_at, to, path);
  int result = NEXT(linkat)(from_at, from, to_at, to, flags);
  if (ours && result == 0) append((Record){.type = 'L'}, path, "", "");
  if (ours) done();
  return result;
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int symlink(const char *target, const char *name) {
  char path[PATH_MAX];
  bool ours = watched_name(AT_FDCWD, name, path);
  int result = NEXT(symlink)(target, name);
  if (ours && result == 0) append((Record){.type = 'L'}, path, "", "");
  if (ours) done();
  return result;
}

int mkdirat(int at, const char *name, mode_t mode) {
  char path[PATH_MAX];
  bool ours = watched_name(at, name, path);
  int result = NEXT(mkdirat)(at, name, mode);
  if (ours && result == 0) append((Record){.type = 'M'}, path, "", "");
  if (ours) done();
  return result;
}

int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
