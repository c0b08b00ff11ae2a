#include "presses.h"

#include <stddef.h>
#include <string.h>

#include "crc16.h"

#define MARK 0x70616E6Cu

static uint16_t check_of(const struct presses *presses) {
  return crc16(CRC16_START, presses, offsetof(struct presses, check));
}

static void seal(struct presses *presses) {
  presses->check = check_of(presses);
}

bool presses_survived(const struct presses *presses) {
  return presses->mark == MARK && presses->check == check_of(presses);
}

void presses_begin(struct presses *presses, uint32_t boot) {
  memset(presses, 0, sizeof *presses);
  presses->mark = MARK;
  presses->boot = boot;
  presses->first = 1;
  seal(presses);
}

bool presses_add(struct presses *presses, uint8_t key) {
  bool fits = presses->count < PRESSES_MAX;
  if (fits) {
    presses->keys[(presses->start + presses->count) % PRESSES_MAX] = key;
    presses->count++;
  } else if (presses->refused < UINT16_MAX) {
    presses->refused++;
  }
  seal(presses);
  return fits;
}

uint8_t presses_oldest(const struct presses *presses) {
  return presses->keys[presses->start];
}

void presses_drop_oldest(struct presses *presses) {
  presses->start = (uint8_t)((presses->start + 1) % PRESSES_MAX);
  presses->count--;
  presses->first++;
  seal(presses);
}

uint8_t presses_waiting(const struct presses *presses) {
  uint8_t waiting = 0;
  for (uint8_t i = 0; i < presses->count; i++) {
    waiting |= (uint8_t)(1u << presses->keys[(presses->start + i) % PRESSES_MAX]);
  }
  return waiting;
}
