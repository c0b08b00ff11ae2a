// A character display with an HD44780 behind a PCF8574 on I²C (address 0x27), the usual "LCD 1602/2004 I2C". Without
// one the panel works as well: nobody answers on the bus, and it is asked again with the next text.
#ifndef DISPLAY_H
#define DISPLAY_H

#include <stdint.h>

#include "panel.h"

void display_begin(void);

// Remembers what a row shows; `display_step` brings it there.
void display_show(uint8_t row, const char text[PANEL_COLUMNS]);

// Brings one character to the display: less than two milliseconds, so that keys and lines never wait long.
void display_step(void);

#endif
