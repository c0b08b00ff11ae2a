// CRC-16/CCITT-FALSE: polynomial 0x1021, starts at 0xFFFF, not reflected. The CRC of "123456789" is 0x29B1.
#ifndef CRC16_H
#define CRC16_H

#include <stddef.h>
#include <stdint.h>

enum { CRC16_START = 0xFFFF };

// The CRC of `size` bytes that follow those whose CRC is `crc`.
uint16_t crc16(uint16_t crc, const void *bytes, size_t size);

#endif
