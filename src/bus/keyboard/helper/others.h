/* Whether the officer can still type when this device is taken away. */
#ifndef OTHERS_H
#define OTHERS_H

#include <stdbool.h>

/* True for a device that can write every letter while no other device can that is left to the officer. */
bool is_only_keyboard(int device);

#endif
