/*
 * deskbridge-session.exe: started by Windows when an officer signs in; starts the session helper and starts it again when it
 * fails. The service has no windows: what a person must see, the helper opens in the officer's own session.
 */
#include <windows.h>

#include "growing-wait.h"
#include "names.h"
#include "paths.h"

/* One per session is enough; a second one would open each window twice. */
static bool is_first(void) {
    return CreateMutexW(NULL, TRUE, L"Local\\deskbridge-session") && GetLastError() != ERROR_ALREADY_EXISTS;
}

static bool command_line(wchar_t into[COMMAND_SIZE]) {
    wchar_t node[PATH_SIZE], program[PATH_SIZE];
    return program_path(node, L"bin\\node.exe") && program_path(program, L"dist\\deskbridge.js") &&
           write_text(into, COMMAND_SIZE, L"\"%ls\" \"%ls\" session --door %ls", node, program, SESSION_DOOR);
}

/* When the officer signs out, or this program is ended, its helper goes with it. */
static HANDLE make_job(void) {
    HANDLE job = CreateJobObjectW(NULL, NULL);
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    /* The browser that the helper opens is the officer's and stays. */
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
    if (job) SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    return job;
}

/* One life of the helper; its exit code. */
static DWORD live(HANDLE job) {
    wchar_t command[COMMAND_SIZE];
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION made;
    DWORD code = ERROR_FILE_NOT_FOUND, flags = CREATE_NO_WINDOW | CREATE_SUSPENDED;
    if (!command_line(command)) return code;
    if (!CreateProcessW(NULL, command, NULL, NULL, FALSE, flags, NULL, NULL, &start, &made)) return GetLastError();
    AssignProcessToJobObject(job, made.hProcess);
    ResumeThread(made.hThread);
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
    return code;
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, wchar_t *line, int show) {
    (void)instance;
    (void)previous;
    (void)line;
    (void)show;
    if (!is_first()) return 0;
    HANDLE job = make_job();
    struct growing_wait wait = {0};
    for (;;) {
        ULONGLONG began = GetTickCount64();
        if (live(job) == 0) return 0;
        Sleep(wait_after(&wait, GetTickCount64() - began));
    }
}
