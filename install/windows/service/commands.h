/* The command lines by which the program is started. */
#ifndef COMMANDS_H
#define COMMANDS_H

#include <stdbool.h>
#include <wchar.h>

#include "paths.h"

/* The agent itself. False where a path is too long. */
bool agent_command(wchar_t into[COMMAND_SIZE]);

/* Makes deskbridge.yaml of provision.yaml; `desk` is empty where the file itself must tell. */
bool provision_command(wchar_t into[COMMAND_SIZE], const wchar_t *desk);

/* Makes this PC a desk of its centre, by the code. */
bool enrol_command(wchar_t into[COMMAND_SIZE], const wchar_t *code);

#endif
