#include "log-file.h"

#include <stdio.h>
#include <windows.h>

#include "paths.h"

static HANDLE file = INVALID_HANDLE_VALUE;
static unsigned long long written;
/* The thread that reads the agent's output and the one that watches it both write. */
static CRITICAL_SECTION turn;

static bool name_of(wchar_t into[PATH_SIZE], int age) {
    wchar_t name[40];
    if (age == 0) return data_path(into, L"log\\service.log");
    return write_text(name, 40, L"log\\service.%d.log", age) && data_path(into, name);
}

static void open_file(void) {
    wchar_t path[PATH_SIZE];
    if (!name_of(path, 0)) return;
    DWORD others = FILE_SHARE_READ | FILE_SHARE_DELETE;
    file = CreateFileW(path, FILE_APPEND_DATA, others, NULL, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    LARGE_INTEGER size = {.QuadPart = 0};
    if (file != INVALID_HANDLE_VALUE) GetFileSizeEx(file, &size);
    written = (unsigned long long)size.QuadPart;
}

/* Each file becomes a step older; the oldest goes. */
static void rotate(void) {
    CloseHandle(file);
    for (int age = LOG_FILES - 1; age > 0; age--) {
        wchar_t younger[PATH_SIZE], older[PATH_SIZE];
        if (name_of(younger, age - 1) && name_of(older, age))
            MoveFileExW(younger, older, MOVEFILE_REPLACE_EXISTING);
    }
    open_file();
}

void open_log(void) {
    InitializeCriticalSection(&turn);
    wchar_t folder[PATH_SIZE];
    if (data_path(folder, L"log")) CreateDirectoryW(folder, NULL);
    open_file();
}

void log_bytes(const char *bytes, size_t count) {
    EnterCriticalSection(&turn);
    if (file != INVALID_HANDLE_VALUE && written + count > LOG_FILE_BYTES) rotate();
    if (file == INVALID_HANDLE_VALUE) open_file();
    DWORD done = 0;
    if (file != INVALID_HANDLE_VALUE) WriteFile(file, bytes, (DWORD)count, &done, NULL);
    written += done;
    LeaveCriticalSection(&turn);
}

void log_event(const char *what, unsigned long number) {
    SYSTEMTIME now;
    GetSystemTime(&now);
    char line[300];
    int length = snprintf(line, sizeof line,
                          "{\"time\":\"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ\",\"level\":\"info\",\"message\":\"service "
                          "host: %s\",\"number\":%lu}\n",
                          now.wYear, now.wMonth, now.wDay, now.wHour, now.wMinute, now.wSecond, now.wMilliseconds, what,
                          number);
    if (length > 0 && (size_t)length < sizeof line) log_bytes(line, (size_t)length);
}
