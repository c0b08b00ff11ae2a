// round-trip <port> <count> <size> <gap us>: publishes with QoS 1, one at a time, over a bare socket (MQTT 3.1.1);
// prints the nanoseconds from each PUBLISH to its PUBACK.
#include <stdlib.h>
#include "clock.h"
#include "mqtt.h"

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  int count = atoi(argv[2]), size = atoi(argv[3]), gap = atoi(argv[4]);
  if (count > 65535 || size < 128 || size > 16000) return 2;
  int fd = dial(atoi(argv[1]));
  if (fd < 0 || !greet(fd)) return perror("broker"), 1;
  uint8_t packet[16384];
  char payload[16384];
  memset(payload, 'x', size);
  for (int id = 1; id <= count; id++) {
    int length = publish(packet, "bench/round-trip", id, payload, size);
    int64_t begun = now();
    if (write(fd, packet, length) != length || !take(fd, 0x40)) return perror("publish"), 1;
    printf("%lld\n", (long long)(now() - begun));
    if (gap > 0) usleep(gap);
  }
  return close(fd);
}
