#include "crc16.h"

uint16_t crc16(uint16_t crc, const void *bytes, size_t size) {
  const uint8_t *byte = bytes;
  for (; size > 0; size--) {
    crc ^= (uint16_t)((uint16_t)*byte++ << 8);
    for (uint8_t bit = 0; bit < 8; bit++) crc = (uint16_t)(crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1);
  }
  return crc;
}
