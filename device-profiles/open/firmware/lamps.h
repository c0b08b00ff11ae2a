// One lamp per key.
#ifndef LAMPS_H
#define LAMPS_H

#include <stdbool.h>
#include <stdint.h>

struct lamps {
  uint8_t lit, blinking;
  uint16_t time;
};

// `state` is '0' dark, '1' lit or '2' blinking; false for anything else.
bool lamps_set(struct lamps *lamps, uint8_t key, char state);

// A millisecond has passed.
void lamps_tick(struct lamps *lamps);

// The lamps that shine now, one bit per key. A key of which a press waits flickers, whatever the PC has said: the
// officer sees that it was felt, and that it is not on disk yet.
uint8_t lamps_shining(const struct lamps *lamps, uint8_t waiting);

#endif
