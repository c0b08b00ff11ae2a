// The cable between the simulated panel and a pty.
#ifndef CABLE_H
#define CABLE_H

#include <sim_avr.h>

// Plugs it in; `link` names the pty.
void cable_begin(avr_t *avr, const char *link);

void cable_cut(void);
void cable_plug(void);

// Carries what has come from the pty.
void cable_carry(void);

#endif
