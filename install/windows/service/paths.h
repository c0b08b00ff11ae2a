/* Where the program and its data are. */
#ifndef PATHS_H
#define PATHS_H

#include <stdbool.h>
#include <wchar.h>

/* Long enough for a folder of programs and the longest name of ours in it. */
#define PATH_SIZE 520
/* Four paths in quotes and what stands between them. */
#define COMMAND_SIZE (5 * PATH_SIZE)

/* As swprintf, but false, and an empty text, where it does not fit. */
bool write_text(wchar_t *into, size_t size, const wchar_t *format, ...);

/* A file of the installed program, in whose bin folder this one is: L"dist\\launcher.js". */
bool program_path(wchar_t into[PATH_SIZE], const wchar_t *name);

/* The data folder, or with a name a file in it. */
bool data_path(wchar_t into[PATH_SIZE], const wchar_t *name);

bool is_there(const wchar_t *path);

#endif
