#include "boot_number.h"

#include <stdbool.h>

#include "crc16.h"

// The slot behind the ring keeps the serial number.
enum { SERIAL_SLOT = BOOT_SLOTS };

static uint16_t check_of(uint32_t number) {
  uint8_t bytes[4] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16), (uint8_t)(number >> 8), (uint8_t)number};
  return crc16(CRC16_START, bytes, sizeof bytes);
}

static bool read_slot(uint8_t slot, uint32_t *number) {
  uint16_t cell = (uint16_t)(slot * BOOT_SLOT);
  uint32_t read = 0;
  for (uint8_t i = 0; i < 4; i++) read = read << 8 | eeprom_get((uint16_t)(cell + i));
  uint16_t check = (uint16_t)(eeprom_get((uint16_t)(cell + 4)) << 8 | eeprom_get((uint16_t)(cell + 5)));
  *number = read;
  return check == check_of(read);
}

// The check goes last: a power cut in between leaves a slot that does not count, and its number was not used.
static void write_slot(uint8_t slot, uint32_t number) {
  uint16_t cell = (uint16_t)(slot * BOOT_SLOT), check = check_of(number);
  for (uint8_t i = 0; i < 4; i++) eeprom_put((uint16_t)(cell + i), (uint8_t)(number >> (24 - 8 * i)));
  eeprom_put((uint16_t)(cell + 4), (uint8_t)(check >> 8));
  eeprom_put((uint16_t)(cell + 5), (uint8_t)check);
}

// A number lies in the slot that it names, so the newest of the ring is the greatest, also across a wrap.
static bool newest(uint32_t *number) {
  bool found = false;
  for (uint8_t slot = 0; slot < BOOT_SLOTS; slot++) {
    uint32_t read;
    if (!read_slot(slot, &read) || read % BOOT_SLOTS != slot) continue;
    if (!found || (int32_t)(read - *number) > 0) *number = read;
    found = true;
  }
  return found;
}

uint32_t boot_serial(uint32_t chance) {
  uint32_t serial;
  if (read_slot(SERIAL_SLOT, &serial)) return serial;
  write_slot(SERIAL_SLOT, chance);
  return chance;
}

struct boot boot_next(uint32_t chance) {
  struct boot boot = {.serial = boot_serial(chance)};
  uint32_t last;
  boot.number = newest(&last) ? last + 1 : boot.serial;
  write_slot((uint8_t)(boot.number % BOOT_SLOTS), boot.number);
  return boot;
}
