/*
 * Sealing the key of the desk by Windows, for the program, which cannot call Windows itself: what comes in is sealed or
 * opened and goes out.
 */
#ifndef SEALING_H
#define SEALING_H

/* Both return 0, or an error of Windows. */
unsigned long seal_input(void);
unsigned long open_input(void);

#endif
