/* What happens once, before a fresh PC is a desk. */
#ifndef FIRST_START_H
#define FIRST_START_H

#include <windows.h>

/*
 * Makes the configuration where there is none and provision.yaml says it, and uses the code of the installation where there is
 * one. What fails is tried again before the next start of the agent; the log says why.
 */
void make_first_start(HANDLE stop);

#endif
