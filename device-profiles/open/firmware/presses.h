// Presses that the PC has not acknowledged yet, oldest first. The PC acknowledges what is on its disk; until then the
// panel is the only one who knows of a press.
#ifndef PRESSES_H
#define PRESSES_H

#include <stdbool.h>
#include <stdint.h>

// When so many wait, the next one is refused: it gets no number, and the heartbeat counts it.
enum { PRESSES_MAX = 32 };

// Lies in memory that a reset leaves alone: many USB boards reset the chip when a program opens their port, which is
// just when a PC that had crashed comes back.
struct presses {
  // Always the same. With the check, one power-up in 2^48 could be taken for a reset.
  uint32_t mark;
  uint32_t boot;
  // The number of the oldest; numbers count from 1 in each boot.
  uint32_t first;
  uint16_t refused;
  uint8_t start, count;
  uint8_t keys[PRESSES_MAX];
  // Over all that is above.
  uint16_t check;
};

// Whether the memory holds presses, and not what is in it after a power-up.
bool presses_survived(const struct presses *presses);

void presses_begin(struct presses *presses, uint32_t boot);

// False when it was refused.
bool presses_add(struct presses *presses, uint8_t key);

// The key of the oldest; there must be one.
uint8_t presses_oldest(const struct presses *presses);

// The PC has the oldest.
void presses_drop_oldest(struct presses *presses);

// The keys of which a press waits, one bit each.
uint8_t presses_waiting(const struct presses *presses);

#endif
