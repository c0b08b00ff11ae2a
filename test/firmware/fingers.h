// Fingers on the keys of the simulated panel.
#ifndef FINGERS_H
#define FINGERS_H

#include <sim_avr.h>

void fingers_begin(avr_t *avr);

// Puts a press behind those that are still to be made.
void fingers_press(int key);

// Takes all fingers off the keys; a press under way is over and counts as made.
void fingers_rest(void);

// Moves them as far as time has come.
void fingers_move(avr_cycle_count_t now);

#endif
