// An HD44780 display of two rows behind a PCF8574 on the bus of the simulated panel.
#ifndef DISPLAY_H
#define DISPLAY_H

#include <sim_avr.h>

void display_begin(avr_t *avr);

// Both rows without the spaces behind them, with "|" between.
const char *display_text(void);

#endif
