// relay <broker port> <needle>: a relay on a free loopback port, which it prints, for one MQTT connection at a time. For each
// PUBACK of a QoS 1 PUBLISH that contains `needle` it prints when the PUBLISH and when the PUBACK came by.
#define _GNU_SOURCE
#include <poll.h>
#include <stdlib.h>
#include "clock.h"
#include "mqtt.h"

typedef struct {
  uint8_t bytes[1 << 20];
  int size;
} Stream;

static Stream up, down;
static int64_t published[65536];
static const char *needle;

static void look_up(const uint8_t *packet, int header, int length, int64_t at) {
  if ((packet[0] & 0xf6) != 0x32 || !memmem(packet, length, needle, strlen(needle))) return;
  const uint8_t *id = packet + header + 2 + (packet[header] << 8 | packet[header + 1]);
  published[id[0] << 8 | id[1]] = at;
}

static void look_down(const uint8_t *packet, int header, int64_t at) {
  if ((packet[0] & 0xf0) != 0x40) return;
  int64_t *stamp = &published[packet[header] << 8 | packet[header + 1]];
  if (*stamp) printf("%lld %lld\n", (long long)*stamp, (long long)at);
  *stamp = 0;
}

static int pass(int from, int to, Stream *stream) {
  int got = read(from, stream->bytes + stream->size, sizeof stream->bytes - stream->size);
  int64_t at = now();
  if (got <= 0 || write(to, stream->bytes + stream->size, got) != got) return 0;
  stream->size += got;
  int offset = 0, header, length;
  while ((length = packet_length(stream->bytes + offset, stream->size - offset, &header))) {
    if (stream == &up) look_up(stream->bytes + offset, header, length, at);
    else look_down(stream->bytes + offset, header, at);
    offset += length;
  }
  stream->size -= offset;
  memmove(stream->bytes, stream->bytes + offset, stream->size);
  return 1;
}

static void join(int client, int broker) {
  struct pollfd ends[] = {{client, POLLIN, 0}, {broker, POLLIN, 0}};
  up.size = down.size = 0;
  memset(published, 0, sizeof published);
  while (poll(ends, 2, -1) > 0) {
    if (ends[0].revents && !pass(client, broker, &up)) break;
    if (ends[1].revents && !pass(broker, client, &down)) break;
  }
  close(client);
  close(broker);
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  needle = argv[2];
  setvbuf(stdout, NULL, _IOLBF, 0);
  int port, listener = listen_anywhere(&port);
  if (listener < 0) return perror("relay"), 1;
  printf("%d\n", port);
  for (;;) {
    int client = accept(listener, NULL, NULL);
    int broker = dial(atoi(argv[1]));
    if (client < 0 || broker < 0) return perror("relay"), 1;
    send_at_once(client);
    join(client, broker);
  }
}
