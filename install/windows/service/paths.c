#include "paths.h"

#include <stdarg.h>
#include <stdio.h>
#include <windows.h>

bool write_text(wchar_t *into, size_t size, const wchar_t *format, ...) {
    va_list values;
    va_start(values, format);
    int length = _vsnwprintf(into, size, format, values);
    va_end(values);
    bool fits = length >= 0 && (size_t)length < size;
    if (!fits) into[0] = 0;
    return fits;
}

static bool go_up(wchar_t *path) {
    wchar_t *last = wcsrchr(path, L'\\');
    if (last) *last = 0;
    return last != NULL;
}

bool program_path(wchar_t into[PATH_SIZE], const wchar_t *name) {
    wchar_t own[PATH_SIZE];
    DWORD length = GetModuleFileNameW(NULL, own, PATH_SIZE);
    if (length == 0 || length >= PATH_SIZE) return false;
    return go_up(own) && go_up(own) && write_text(into, PATH_SIZE, L"%ls\\%ls", own, name);
}

bool data_path(wchar_t into[PATH_SIZE], const wchar_t *name) {
    wchar_t base[PATH_SIZE];
    DWORD length = GetEnvironmentVariableW(L"ProgramData", base, PATH_SIZE);
    if (length == 0 || length >= PATH_SIZE) return false;
    const wchar_t *between = name[0] ? L"\\" : L"";
    return write_text(into, PATH_SIZE, L"%ls\\deskbridge%ls%ls", base, between, name);
}

bool is_there(const wchar_t *path) {
    return GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}
