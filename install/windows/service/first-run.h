/* What whoever installs a desk says on the command line, kept for the first start of the agent. */
#ifndef FIRST_RUN_H
#define FIRST_RUN_H

#include <wchar.h>

/*
 * Arguments of the form NAME=VALUE with CENTRE, DESK, CODE, PROVISION (a file) or PACKAGE (the file that is installed); an
 * empty value means that nothing was said. Names and code go to first-run.yaml of the data folder, the provisioning file to
 * provision.yaml there. 0, or the error of Windows.
 */
unsigned long keep_first_run(int count, wchar_t **arguments);

#endif
