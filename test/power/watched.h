// What both libraries share: which files they watch, and how to reach the function that they stand in for.
#pragma once
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The function of that name behind this library: the next library's, or the system's. */
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* A path below the folder. The -shm file of a database is mapped memory, rebuilt after a crash, and no part of the promise. */
static inline bool below(const char *path, const char *folder) {
  size_t length = folder ? strlen(folder) : 0;
  if (length == 0 || strncmp(path, folder, length) != 0) return false;
  if (path[length] != '/' && path[length] != '\0') return false;
  size_t end = strlen(path);
  return end < 4 || strcmp(path + end - 4, "-shm") != 0;
}

/* The path of an open file; an unlinked one keeps the path that it had. */
static inline bool path_of(int fd, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return false;
  path[length] = '\0';
  char *deleted = strstr(path, " (deleted)");
  if (deleted) *deleted = '\0';
  return true;
}

/* A name as an absolute path; the last part need not exist. */
static inline bool absolute(int at, const char *name, char path[PATH_MAX]) {
  char folder[PATH_MAX] = "";
  if (name[0] != '/') {
    if (at == AT_FDCWD) { if (!getcwd(folder, sizeof folder)) return false; }
    else if (!path_of(at, folder)) return false;
  }
  return snprintf(path, PATH_MAX, "%s%s%s", folder, folder[0] ? "/" : "", name) < PATH_MAX;
}
