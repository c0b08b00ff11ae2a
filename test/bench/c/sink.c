// sink <port> <count> <patience ms> <longest ms>: subscribes to everything, waiting for the broker if need be, and prints `ready`. Looks at
// the number in each payload, `"sequence":"<digits>"`, up to `count`. When it has seen all of them, or nothing for the time of its
// patience, or has listened for the longest time, it prints `<first ns> <last ns> <different> <repeated> <out of order>`.
#define _GNU_SOURCE
#include <poll.h>
#include <stdlib.h>
#include "clock.h"
#include "mqtt.h"

enum { most = 4000000 };
static uint8_t in[1 << 22], seen[most];
static int heard, count, different, repeated, disordered, newest;
static int64_t first, last;

static void look(const uint8_t *packet, int length, int64_t at) {
  static const char key[] = "\"sequence\":\"";
  if ((packet[0] & 0xf0) != 0x30) return;
  const char *found = memmem(packet, length, key, sizeof key - 1);
  int number = found ? atoi(found + sizeof key - 1) : 0;
  if (number <= 0 || number > count) return;
  if (!first) first = at;
  if (seen[number]++) {
    repeated++;
    return;
  }
  different++;
  last = at;
  if (number < newest) disordered++;
  else newest = number;
}

static int connect_to(int port) {
  static const uint8_t subscribe[] = "\x82\6\0\1\0\1#\0";
  for (;; usleep(2000)) {
    int fd = dial(port);
    if (fd >= 0 && greet(fd) && write(fd, subscribe, 8) == 8) return fd;
    if (fd >= 0) close(fd);
  }
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  int patience = atoi(argv[3]), longest = atoi(argv[4]);
  count = atoi(argv[2]);
  if (count >= most) return 2;
  int fd = connect_to(atoi(argv[1]));
  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("ready\n");
  while (different < count && (!first || now() - first < longest * 1000000LL)) {
    struct pollfd end = {fd, POLLIN, 0};
    if (poll(&end, 1, patience) <= 0) break;
    int got = read(fd, in + heard, sizeof in - heard), offset = 0, header, length;
    if (got <= 0) break;
    int64_t at = now();
    heard += got;
    while ((length = packet_length(in + offset, heard - offset, &header))) {
      look(in + offset, length, at);
      offset += length;
    }
    heard -= offset;
    memmove(in, in + offset, heard);
  }
  printf("%lld %lld %d %d %d\n", (long long)first, (long long)last, different, repeated, disordered);
  return close(fd);
}
