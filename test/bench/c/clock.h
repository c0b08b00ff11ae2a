// The monotonic clock in nanoseconds: the one that Node's process.hrtime reads, so that all stamps compare.
#pragma once
#include <stdint.h>
#include <time.h>

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}
