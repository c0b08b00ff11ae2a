#include "service.h"

#include <windows.h>

#include "keeper.h"
#include "log-file.h"
#include "names.h"
#include "paths.h"

static SERVICE_STATUS_HANDLE manager;
static SERVICE_STATUS status = {.dwServiceType = SERVICE_WIN32_OWN_PROCESS};
static HANDLE stop;

static void tell(DWORD state) {
    bool is_running = state == SERVICE_RUNNING, is_settled = is_running || state == SERVICE_STOPPED;
    status.dwCurrentState = state;
    /* "Preshutdown" leaves time to stop; a service that waits for the plain shutdown is given a few seconds. */
    status.dwControlsAccepted = is_running ? SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_PRESHUTDOWN : 0;
    status.dwWaitHint = is_settled ? 0 : STOP_PATIENCE_MS + 5000;
    status.dwCheckPoint = is_settled ? 0 : status.dwCheckPoint + 1;
    SetServiceStatus(manager, &status);
}

static DWORD WINAPI on_control(DWORD control, DWORD event, void *data, void *context) {
    (void)event;
    (void)data;
    (void)context;
    if (control == SERVICE_CONTROL_INTERROGATE) return NO_ERROR;
    if (control != SERVICE_CONTROL_STOP && control != SERVICE_CONTROL_PRESHUTDOWN) return ERROR_CALL_NOT_IMPLEMENTED;
    tell(SERVICE_STOP_PENDING);
    SetEvent(stop);
    return NO_ERROR;
}

/* What the agent is told of its place. */
static void set_surroundings(void) {
    /* Only here: elsewhere standard input may end at once, as under systemd. */
    SetEnvironmentVariableW(L"DESKBRIDGE_STOP_WITH_INPUT", L"1");
    SetEnvironmentVariableW(L"DESKBRIDGE_WATCHDOG", PROGRESS_WANTED_MS);
    SetEnvironmentVariableW(L"DESKBRIDGE_SESSION_DOOR", SESSION_DOOR);
    wchar_t config[PATH_SIZE];
    if (data_path(config, L"deskbridge.yaml")) SetEnvironmentVariableW(L"DESKBRIDGE_CONFIG", config);
    /* Files, names of servers and SQLite share these threads; Node reads it before its first line runs. */
    SetEnvironmentVariableW(L"UV_THREADPOOL_SIZE", L"16");
}

static void WINAPI serve(DWORD count, wchar_t **arguments) {
    (void)count;
    (void)arguments;
    manager = RegisterServiceCtrlHandlerExW(SERVICE_NAME, on_control, NULL);
    if (!manager) return;
    tell(SERVICE_START_PENDING);
    stop = CreateEventW(NULL, TRUE, FALSE, NULL);
    open_log();
    set_surroundings();
    tell(SERVICE_RUNNING);
    keep_agent(stop);
    tell(SERVICE_STOPPED);
}

unsigned long run_service(void) {
    wchar_t name[] = SERVICE_NAME;
    SERVICE_TABLE_ENTRYW services[] = {{name, serve}, {NULL, NULL}};
    return StartServiceCtrlDispatcherW(services) ? 0 : GetLastError();
}
