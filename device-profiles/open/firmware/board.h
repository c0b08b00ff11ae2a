// What this board has where: the one file to change for another wiring.
#ifndef BOARD_H
#define BOARD_H

#include <stdint.h>

#include "keys.h"

// The words for the keys, in the order of their pins. Each is one of those in line-panel.yaml.
extern const char *const board_key_names[KEY_COUNT];

void board_begin(void);

// Something that is not the same on two panels and, mostly, not at two power-ups. Call it first: it looks at what the
// memory holds before the program uses it.
uint32_t board_chance(void);

// The keys that have gone down since the last call, one bit each.
uint8_t board_take_presses(void);

// The milliseconds that have passed since the last call.
uint8_t board_take_milliseconds(void);

void board_light(uint8_t lamps);

// Waits for the next interrupt.
void board_sleep(void);

#endif
