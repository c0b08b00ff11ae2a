#include "first-run.h"

#include <stdio.h>
#include <string.h>
#include <windows.h>

#include "paths.h"

/* Clocks of fresh PCs are wrong by whole time zones at times. */
#define STALE_SECONDS (24 * 60 * 60)
/* Four lines of a key and a value. */
#define CONTENT_SIZE (4 * (VALUE_SIZE + 16))

/* Names of desks and centres, addresses and codes: nothing that means something else in YAML stands in them. */
static bool is_plain(const wchar_t *value) {
    const wchar_t *allowed = L"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:/[]";
    return wcslen(value) < VALUE_SIZE && wcsspn(value, allowed) == wcslen(value);
}

/* The value of an argument of this name; NULL where nothing was said. */
static const wchar_t *said(int count, wchar_t **arguments, const wchar_t *name) {
    size_t length = wcslen(name);
    for (int at = 0; at < count; at++)
        if (!wcsncmp(arguments[at], name, length) && arguments[at][length] == L'=' && arguments[at][length + 1])
            return arguments[at] + length + 1;
    return NULL;
}

static bool is_beside(const wchar_t *package, wchar_t into[PATH_SIZE]) {
    const wchar_t *name = package ? wcsrchr(package, L'\\') : NULL;
    if (!name) return false;
    return write_text(into, PATH_SIZE, L"%.*ls\\provision.yaml", (int)(name - package), package) && is_there(into);
}

static bool is_stamped(wchar_t into[PATH_SIZE]) {
    return program_path(into, L"provision.yaml") && is_there(into);
}

/* The file that is named, else one beside the package, else the one that the package was stamped with. */
static DWORD copy_provision(const wchar_t *named, const wchar_t *package) {
    wchar_t found[PATH_SIZE], to[PATH_SIZE];
    const wchar_t *from = named;
    if (!from) from = is_beside(package, found) || is_stamped(found) ? found : NULL;
    if (!from) return 0;
    if (!data_path(to, L"provision.yaml")) return ERROR_PATH_NOT_FOUND;
    return CopyFileW(from, to, FALSE) ? 0 : GetLastError();
}

static DWORD write_file(const char *content) {
    wchar_t path[PATH_SIZE];
    if (!data_path(path, L"first-run.yaml")) return ERROR_PATH_NOT_FOUND;
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE) return GetLastError();
    DWORD written;
    bool is_whole = WriteFile(file, content, (DWORD)strlen(content), &written, NULL) && FlushFileBuffers(file);
    DWORD error = is_whole ? 0 : GetLastError();
    CloseHandle(file);
    return error;
}

unsigned long keep_first_run(int count, wchar_t **arguments) {
    static const struct {
        const wchar_t *name;
        const char *key;
    } known[] = {{L"CENTRE", "centre"}, {L"DESK", "desk"}, {L"SERVER", "server"}, {L"CODE", "code"}};
    char content[CONTENT_SIZE] = "";
    for (size_t at = 0; at < sizeof known / sizeof *known; at++) {
        const wchar_t *value = said(count, arguments, known[at].name);
        if (!value) continue;
        if (!is_plain(value)) return ERROR_INVALID_PARAMETER;
        size_t used = strlen(content);
        snprintf(content + used, sizeof content - used, "%s: '%ls'\n", known[at].key, value);
    }
    DWORD error = copy_provision(said(count, arguments, L"PROVISION"), said(count, arguments, L"PACKAGE"));
    return error || !content[0] ? error : write_file(content);
}

static bool read_file(char into[CONTENT_SIZE]) {
    wchar_t path[PATH_SIZE];
    if (!data_path(path, L"first-run.yaml")) return false;
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE) return false;
    DWORD count = 0;
    bool is_read = ReadFile(file, into, CONTENT_SIZE - 1, &count, NULL);
    CloseHandle(file);
    into[count] = 0;
    return is_read;
}

bool kept_value(const char *key, wchar_t into[VALUE_SIZE]) {
    char content[CONTENT_SIZE], begin[24];
    if (!read_file(content)) return false;
    snprintf(begin, sizeof begin, "%s: '", key);
    const char *value = strstr(content, begin);
    if (!value) return false;
    value += strlen(begin);
    size_t length = strcspn(value, "'");
    if (length == 0 || length >= VALUE_SIZE) return false;
    for (size_t at = 0; at < length; at++) into[at] = (unsigned char)value[at];
    into[length] = 0;
    /* Somebody may have written into the file. */
    return is_plain(into);
}

bool is_first_run_stale(void) {
    wchar_t path[PATH_SIZE];
    WIN32_FILE_ATTRIBUTE_DATA known;
    FILETIME now;
    if (!data_path(path, L"first-run.yaml") || !GetFileAttributesExW(path, GetFileExInfoStandard, &known)) return false;
    GetSystemTimeAsFileTime(&now);
    ULARGE_INTEGER then = {.LowPart = known.ftLastWriteTime.dwLowDateTime, .HighPart = known.ftLastWriteTime.dwHighDateTime};
    ULARGE_INTEGER today = {.LowPart = now.dwLowDateTime, .HighPart = now.dwHighDateTime};
    return today.QuadPart > then.QuadPart + STALE_SECONDS * 10000000ULL;
}

void forget_first_run(void) {
    wchar_t path[PATH_SIZE];
    if (data_path(path, L"first-run.yaml")) DeleteFileW(path);
}
