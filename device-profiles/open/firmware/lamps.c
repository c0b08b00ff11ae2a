#include "lamps.h"

// Half of a period, as a power of two of milliseconds.
enum { BLINK = 512, FLICKER = 64 };

bool lamps_set(struct lamps *lamps, uint8_t key, char state) {
  if (state < '0' || state > '2') return false;
  uint8_t bit = (uint8_t)(1u << key);
  lamps->lit = (uint8_t)(state == '1' ? lamps->lit | bit : lamps->lit & ~bit);
  lamps->blinking = (uint8_t)(state == '2' ? lamps->blinking | bit : lamps->blinking & ~bit);
  return true;
}

void lamps_tick(struct lamps *lamps) {
  lamps->time++;
}

uint8_t lamps_shining(const struct lamps *lamps, uint8_t waiting) {
  uint8_t blinking = lamps->time & BLINK ? 0 : lamps->blinking;
  uint8_t flicker = lamps->time & FLICKER ? 0 : waiting;
  return (uint8_t)(((lamps->lit | blinking) & ~waiting) | flicker);
}
