// The little of MQTT 3.1.1 that measuring takes: packets are made and cut, nothing is checked.
#pragma once
#include <stdio.h>
#include <string.h>
#include "dial.h"

// The length of the packet at `bytes` with its header of `*header` bytes; 0 while it is not complete.
static int packet_length(const uint8_t *bytes, int size, int *header) {
  int length = 0;
  for (int i = 1; i < size && i < 5; i++) {
    length |= (bytes[i] & 127) << (7 * (i - 1));
    if (bytes[i] & 128) continue;
    *header = i + 1;
    return size >= length + i + 1 ? length + i + 1 : 0;
  }
  return 0;
}

// Reads one packet of four bytes, as CONNACK and PUBACK are.
static int take(int fd, int kind) {
  uint8_t bytes[4];
  for (int have = 0, got; have < 4; have += got)
    if ((got = read(fd, bytes + have, 4 - have)) <= 0) return 0;
  return bytes[0] == kind;
}

// Connects with a name of its own and a clean session, without keep-alive.
static int greet(int fd) {
  uint8_t hello[64] = "\x10\0\0\4MQTT\4\2\0\0\0";
  int name = sprintf((char *)hello + 14, "bench-%d", getpid());
  hello[1] = 12 + name;
  hello[13] = name;
  return write(fd, hello, 14 + name) == 14 + name && take(fd, 0x20);
}

// A PUBLISH with QoS 1. Two bytes of remaining length hold from 128 to 16,383.
static int publish(uint8_t *packet, const char *topic, int id, const char *payload, int size) {
  int topicLength = strlen(topic), rest = 2 + topicLength + 2 + size, n = 0;
  packet[n++] = 0x32;
  packet[n++] = (rest & 127) | 128;
  packet[n++] = rest >> 7;
  packet[n++] = topicLength >> 8;
  packet[n++] = topicLength;
  memcpy(packet + n, topic, topicLength);
  n += topicLength;
  packet[n++] = id >> 8;
  packet[n++] = id & 255;
  memcpy(packet + n, payload, size);
  return n + size;
}
