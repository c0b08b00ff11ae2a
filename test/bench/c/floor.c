// floor <file> <count> <gap us>: appends 4 KiB and calls fdatasync, `count` times; prints the nanoseconds of each.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "clock.h"

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  int file = open(argv[1], O_CREAT | O_TRUNC | O_WRONLY, 0600);
  if (file < 0) return perror(argv[1]), 1;
  int gap = atoi(argv[3]);
  char page[4096];
  memset(page, 'x', sizeof page);
  for (int left = atoi(argv[2]); left > 0; left--) {
    int64_t begun = now();
    if (write(file, page, sizeof page) != sizeof page || fdatasync(file)) return perror(argv[1]), 1;
    printf("%lld\n", (long long)(now() - begun));
    if (gap > 0) usleep(gap);
  }
  return unlink(argv[1]);
}
