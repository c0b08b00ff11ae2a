// A number that is new at every power-up, kept in EEPROM. A press is known by its boot and its number; were a boot
// number used twice, a new press would be taken for the repeat of an old one.
#ifndef BOOT_NUMBER_H
#define BOOT_NUMBER_H

#include <stdint.h>

struct boot {
  // Made of chance when the EEPROM is empty, the same for the life of the panel. Tells two panels apart.
  uint32_t serial;
  // The first one is the serial number: a panel that replaces another does not start where that one did.
  uint32_t number;
};

enum {
  // Number and CRC-16.
  BOOT_SLOT = 6,
  // Written in turn: 100,000 writes per cell make 6.4 million power-ups.
  BOOT_SLOTS = 64,
};

// The serial number; `chance` becomes it when the EEPROM is empty.
uint32_t boot_serial(uint32_t chance);

// Takes the next number; it is in the EEPROM before this returns.
struct boot boot_next(uint32_t chance);

// The board gives these. The EEPROM has at least BOOT_SLOT * (BOOT_SLOTS + 1) cells.
uint8_t eeprom_get(uint16_t cell);
void eeprom_put(uint16_t cell, uint8_t value);

#endif
