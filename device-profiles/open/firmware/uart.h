// The serial line, with a ring buffer each way: 38400 baud, 8 data bits, no parity, 1 stop bit.
#ifndef UART_H
#define UART_H

#include <stdbool.h>
#include <stdint.h>

void uart_begin(void);

// The next byte, or -1. Bytes that come while 63 wait are lost; their lines fail their check.
int16_t uart_read(void);

// Takes all of the bytes, or none while there is no room for all (false).
bool uart_write(const char *bytes, uint8_t length);

#endif
