// The log of power-loss.c: what one record holds, and whose turn it is to write one.
#pragma once
#include "watched.h"
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/uio.h>

/* I the content at first touch, W a write, A how much of the last write was really written, T a new size, S durable up
   to this offset of the log, F an fsync of that much failed; C created, U unlinked and O replaced by the rename that
   follows (both are kept as hard links), R renamed, L linked, M folder made, D folder removed. */
typedef struct {
  char type;
  uint16_t path_length, second_length;
  uint32_t bytes;
  uint64_t inode;
  int64_t offset;
} __attribute__((packed)) Record;

static const char *folder;
static int log_file = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static unsigned graves;
static struct { uint64_t *inodes; size_t count, room; } known;

__attribute__((constructor)) static void begin(void) {
  const char *place = getenv("POWER_LOSS_LOG");
  folder = getenv("POWER_LOSS_FOLDER");
  if (!folder || !place) { folder = NULL; return; }
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/log", place);
  log_file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log_file < 0) { perror("power-loss: cannot write its log"); abort(); }
}

static void append(Record record, const char *path, const char *second, const void *data) {
  record.path_length = (uint16_t)strlen(path);
  record.second_length = (uint16_t)strlen(second);
  struct iovec parts[] = {{&record, sizeof record}, {(void *)path, record.path_length},
    {(void *)second, record.second_length}, {(void *)data, record.bytes}};
  ssize_t whole = (ssize_t)(sizeof record + record.path_length + record.second_length + record.bytes);
  int kept = errno;
  if (syscall(SYS_writev, log_file, parts, 4) != whole) { perror("power-loss: cannot write its log"); abort(); }
  errno = kept;
}

static int64_t log_size(void) {
  struct stat status;
  return fstat(log_file, &status) == 0 ? status.st_size : 0;
}

static bool first_touch(uint64_t inode) {
  for (size_t n = 0; n < known.count; n++) if (known.inodes[n] == inode) return false;
  if (known.count == known.room) {
    known.room = known.room ? known.room * 2 : 64;
    known.inodes = realloc(known.inodes, known.room * sizeof *known.inodes);
    if (!known.inodes) abort();
  }
  known.inodes[known.count++] = inode;
  return true;
}

/* What a file holds before anything is done to it counts as durable. */
static void keep_first_content(const char *path, const struct stat *status) {
  if (!S_ISREG(status->st_mode) || !first_touch(status->st_ino)) return;
  size_t size = (size_t)status->st_size;
  char *content = malloc(size ? size : 1);
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
  size_t have = 0;
  for (ssize_t got; file >= 0 && have < size; have += (size_t)got)
    if ((got = pread(file, content + have, size - have, (off_t)have)) <= 0) break;
  if (file >= 0) syscall(SYS_close, file);
  append((Record){.type = 'I', .inode = status->st_ino, .bytes = (uint32_t)have}, path, "", content);
  free(content);
}

/* Whether an open file is watched; then its turn is taken. */
static bool watched(int fd, char path[PATH_MAX], struct stat *status) {
  if (!folder || fstat(fd, status) != 0 || !(S_ISREG(status->st_mode) || S_ISDIR(status->st_mode))) return false;
  if (!path_of(fd, path) || !below(path, folder)) return false;
  pthread_mutex_lock(&turn);
  keep_first_content(path, status);
  return true;
}

static bool watched_name(int at, const char *name, char path[PATH_MAX]) {
  if (!folder || !absolute(at, name, path) || !below(path, folder)) return false;
  pthread_mutex_lock(&turn);
  return true;
}

static void done(void) { pthread_mutex_unlock(&turn); }
