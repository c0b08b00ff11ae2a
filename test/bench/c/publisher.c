// publisher <port> <count> <size> <window>: publishes as fast as the broker acknowledges, with QoS 1 and at most `window`
// unacknowledged (MQTT 3.1.1). Each payload is `{"sequence":"<16 digits>",...}` of `size` bytes. Prints the nanoseconds
// from the first PUBLISH to the last PUBACK, or `-<number>`, how many were acknowledged when the broker hung up. This is what a program without a journal, and without any comfort, reaches.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include "clock.h"
#include "mqtt.h"

static uint8_t out[1 << 20], in[1 << 16];
static int waiting, heard;
static char payload[16384];

static void add(int number, int size) {
  char digits[17];
  sprintf(digits, "%016d", number);
  memcpy(payload + 13, digits, 16);
  waiting += publish(out + waiting, "bench/publisher", number % 65535 + 1, payload, size);
}

static int flush(int fd) {
  int sent = write(fd, out, waiting);
  if (sent < 0) return errno == EAGAIN;
  waiting -= sent;
  memmove(out, out + sent, waiting);
  return 1;
}

// How many PUBACKs came; -1 when the connection is gone.
static int listen_to(int fd) {
  int got = read(fd, in + heard, sizeof in - heard), offset = 0, header, length, acknowledged = 0;
  if (got <= 0) return -1;
  heard += got;
  while ((length = packet_length(in + offset, heard - offset, &header))) {
    if ((in[offset] & 0xf0) == 0x40) acknowledged++;
    offset += length;
  }
  heard -= offset;
  memmove(in, in + offset, heard);
  return acknowledged;
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  int count = atoi(argv[2]), size = atoi(argv[3]), window = atoi(argv[4]), sent = 0, acknowledged = 0;
  if (size < 128 || size > 16000 || window > 60000) return 2;
  int fd = dial(atoi(argv[1]));
  if (fd < 0 || !greet(fd)) return perror("broker"), 1;
  signal(SIGPIPE, SIG_IGN);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  memset(payload, 'x', size);
  memcpy(payload, "{\"sequence\":\"", 13);
  memcpy(payload + 29, "\",\"rest\":\"", 10);
  memcpy(payload + size - 2, "\"}", 2);
  int64_t begun = now();
  while (acknowledged < count) {
    while (sent < count && sent - acknowledged < window && waiting + size + 64 < (int)sizeof out) add(++sent, size);
    if (waiting > 0 && !flush(fd)) return printf("-%d\n", acknowledged), 0;
    struct pollfd end = {fd, POLLIN | (waiting > 0 ? POLLOUT : 0), 0};
    if (poll(&end, 1, 20000) <= 0) return fprintf(stderr, "publisher: the broker says nothing\n"), 1;
    if (!(end.revents & ~POLLOUT)) continue;
    int more = listen_to(fd);
    if (more < 0) return printf("-%d\n", acknowledged), 0;
    acknowledged += more;
  }
  printf("%lld\n", (long long)(now() - begun));
  return close(fd);
}
