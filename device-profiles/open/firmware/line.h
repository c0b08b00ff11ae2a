// Lines on the wire: printable text, "*", the CRC-16 of the text as four upper-case hex digits, CR LF.
#ifndef LINE_H
#define LINE_H

#include <stdbool.h>
#include <stdint.h>

enum {
  // The longest line with all that belongs to it, both ways.
  LINE_SIZE = 64,
  // "*", four digits, CR, LF.
  LINE_SEAL = 7,
};

struct line_reader {
  char text[LINE_SIZE];
  uint8_t length;
  // Something in this line cannot be right; it is dropped at its end.
  bool bad;
};

// Takes a byte. Returns the text of a line whose check holds when this byte ended one, otherwise NULL. The text is
// valid until the next byte.
const char *line_read(struct line_reader *reader, uint8_t byte);

// Puts the check and the end behind a text of at most LINE_SIZE - LINE_SEAL characters; returns the length of the line.
uint8_t line_seal(char line[LINE_SIZE]);

#endif
