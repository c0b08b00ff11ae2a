#include "line.h"

#include <stddef.h>
#include <string.h>

#include "crc16.h"

static const char digits[] = "0123456789ABCDEF";

static void write_check(char *at, const char *text, uint8_t length) {
  uint16_t crc = crc16(CRC16_START, text, length);
  for (uint8_t digit = 0; digit < 4; digit++) at[digit] = digits[(crc >> (12 - 4 * digit)) & 0x0F];
}

// The text of a line that has ended. Lower-case digits are not taken: one flipped bit makes them of upper-case ones.
static const char *open_seal(struct line_reader *reader) {
  if (reader->bad || reader->length < LINE_SEAL - 1) return NULL;
  uint8_t length = (uint8_t)(reader->length - (LINE_SEAL - 1));
  char *seal = reader->text + length, check[4];
  write_check(check, reader->text, length);
  if (seal[0] != '*' || memcmp(seal + 1, check, sizeof check) != 0 || seal[5] != '\r') return NULL;
  seal[0] = '\0';
  return reader->text;
}

const char *line_read(struct line_reader *reader, uint8_t byte) {
  if (byte == '\n') {
    const char *text = open_seal(reader);
    reader->length = 0;
    reader->bad = false;
    return text;
  }
  bool fits = reader->length < LINE_SIZE - 1;
  bool printable = (byte >= ' ' && byte <= '~') || byte == '\r';
  if (fits && printable) {
    reader->text[reader->length++] = (char)byte;
  } else {
    reader->bad = true;
  }
  return NULL;
}

uint8_t line_seal(char line[LINE_SIZE]) {
  uint8_t length = (uint8_t)strlen(line);
  line[length] = '*';
  write_check(line + length + 1, line, length);
  line[length + 5] = '\r';
  line[length + 6] = '\n';
  return (uint8_t)(length + LINE_SEAL);
}
