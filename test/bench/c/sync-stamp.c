// Loaded into the agent with LD_PRELOAD: notes when each fsync or fdatasync began and returned, as two 64-bit
// nanoseconds appended to the file that SYNC_STAMPS names (on a tmpfs, so that the disk does not feel it).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include "clock.h"

static int stamped(const char *name, int file) {
  static int stamps = -1;
  int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  if (stamps < 0) stamps = open(getenv("SYNC_STAMPS"), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  int64_t stamp[2] = {now(), 0};
  int result = sync(file);
  stamp[1] = now();
  return write(stamps, stamp, sizeof stamp) == sizeof stamp ? result : -1;
}

int fsync(int file) { return stamped("fsync", file); }

int fdatasync(int file) { return stamped("fdatasync", file); }
