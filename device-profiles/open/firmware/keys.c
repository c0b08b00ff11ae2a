#include "keys.h"

#include <string.h>

void keys_begin(struct keys *keys) {
  memset(keys, 0, sizeof *keys);
  keys->down = 0xFF;
}

uint8_t keys_sample(struct keys *keys, uint8_t closed) {
  uint8_t pressed = 0;
  for (uint8_t key = 0; key < KEY_COUNT; key++) {
    uint8_t bit = (uint8_t)(1u << key);
    if (((keys->down ^ closed) & bit) == 0) {
      keys->changing[key] = 0;
    } else if (++keys->changing[key] == KEYS_STABLE) {
      keys->changing[key] = 0;
      keys->down ^= bit;
      pressed |= keys->down & bit;
    }
  }
  return pressed;
}
