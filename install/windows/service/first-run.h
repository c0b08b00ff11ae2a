/* What whoever installs a desk says on the command line, kept for the first start of the agent. */
#ifndef FIRST_RUN_H
#define FIRST_RUN_H

#include <stdbool.h>
#include <wchar.h>

/*
 * Arguments of the form NAME=VALUE with CENTRE, DESK, SERVER, CODE, PROVISION (a file) or PACKAGE (what is installed); an
 * empty value means that nothing was said. Names and code go to first-run.yaml of the data folder, the provisioning file to
 * provision.yaml there. 0, or the error of Windows.
 */
unsigned long keep_first_run(int count, wchar_t **arguments);

/* The longest value, with its end. */
#define VALUE_SIZE 200

/* What was kept under a key ("desk"); false where nothing was. */
bool kept_value(const char *key, wchar_t into[VALUE_SIZE]);

/* Whether it was said too long ago: a code is worth something for a quarter of an hour. */
bool is_first_run_stale(void);

/* It is done: codes work once. */
void forget_first_run(void);

#endif
