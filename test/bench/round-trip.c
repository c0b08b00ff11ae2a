// round-trip <port> <count> <size> <gap us>: publishes with QoS 1, one at a time, over a bare socket (MQTT 3.1.1);
// prints the nanoseconds from each PUBLISH to its PUBACK.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clock.h"
#include "dial.h"

static const char topic[] = "bench/round-trip";

// Reads one packet of four bytes, as CONNACK and PUBACK are.
static int take(int fd, int kind) {
  uint8_t bytes[4];
  for (int have = 0, got; have < 4; have += got)
    if ((got = read(fd, bytes + have, 4 - have)) <= 0) return 0;
  return bytes[0] == kind;
}

static int greet(int fd) {
  static const uint8_t hello[] = "\x10\x11\0\4MQTT\4\2\0\0\0\5bench";
  return write(fd, hello, 19) == 19 && take(fd, 0x20);
}

static int publish(uint8_t *packet, int id, int size) {
  int topicLength = sizeof topic - 1, rest = 2 + topicLength + 2 + size, n = 0;
  packet[n++] = 0x32;
  packet[n++] = (rest & 127) | 128;
  packet[n++] = rest >> 7;
  packet[n++] = 0;
  packet[n++] = topicLength;
  memcpy(packet + n, topic, topicLength);
  n += topicLength;
  packet[n++] = id >> 8;
  packet[n++] = id & 255;
  memset(packet + n, 'x', size);
  return n + size;
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  int count = atoi(argv[2]), size = atoi(argv[3]), gap = atoi(argv[4]);
  // Two bytes of remaining length hold from 128 to 16,383.
  if (count > 65535 || size < 128 || size > 16000) return 2;
  int fd = dial(atoi(argv[1]));
  if (fd < 0 || !greet(fd)) return perror("broker"), 1;
  uint8_t packet[16384];
  for (int id = 1; id <= count; id++) {
    int length = publish(packet, id, size);
    int64_t begun = now();
    if (write(fd, packet, length) != length || !take(fd, 0x40)) return perror("publish"), 1;
    printf("%lld\n", (long long)(now() - begun));
    if (gap > 0) usleep(gap);
  }
  return close(fd);
}
