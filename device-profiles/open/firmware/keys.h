// Keys without bouncing.
#ifndef KEYS_H
#define KEYS_H

#include <stdint.h>

enum {
  KEY_COUNT = 8,
  // A key is believed after so many equal samples in a row, which are milliseconds.
  KEYS_STABLE = 10,
};

struct keys {
  uint8_t down;
  uint8_t changing[KEY_COUNT];
};

// A key that is held down at the start is no press: it was one before the reset, or it is stuck.
void keys_begin(struct keys *keys);

// Takes what the contacts say each millisecond, one bit per key; returns the keys that have just gone down.
uint8_t keys_sample(struct keys *keys, uint8_t closed);

#endif
