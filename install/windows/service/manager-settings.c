#include "manager-settings.h"

#include <stdbool.h>
#include <windows.h>

#include "keeper.h"
#include "names.h"

/* Should the host itself fail, which starts the agent again by its own means. */
static bool restart_on_failure(SC_HANDLE service) {
    SC_ACTION again[] = {{SC_ACTION_RESTART, 5000}, {SC_ACTION_RESTART, 30000}, {SC_ACTION_RESTART, 60000}};
    SERVICE_FAILURE_ACTIONSW actions = {.dwResetPeriod = 24 * 60 * 60, .cActions = 3, .lpsaActions = again};
    SERVICE_FAILURE_ACTIONS_FLAG also_on_error = {.fFailureActionsOnNonCrashFailures = TRUE};
    return ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS, &actions) &&
           ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS_FLAG, &also_on_error);
}

/* Its account is shared by services of Windows; this gives it an identity of its own, which the data folder names. */
static bool have_own_identity(SC_HANDLE service) {
    SERVICE_SID_INFO identity = {.dwServiceSidType = SERVICE_SID_TYPE_UNRESTRICTED};
    return ChangeServiceConfig2W(service, SERVICE_CONFIG_SERVICE_SID_INFO, &identity);
}

static bool have_time_at_shutdown(SC_HANDLE service) {
    SERVICE_PRESHUTDOWN_INFO time = {.dwPreshutdownTimeout = STOP_PATIENCE_MS + 5000};
    return ChangeServiceConfig2W(service, SERVICE_CONFIG_PRESHUTDOWN_INFO, &time);
}

static void keep_first(DWORD *first, bool is_done) {
    if (!is_done && *first == 0) *first = GetLastError();
}

unsigned long set_manager_settings(void) {
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
    if (!manager) return GetLastError();
    /* A failure action that restarts needs the right to start. */
    SC_HANDLE service = OpenServiceW(manager, SERVICE_NAME, SERVICE_CHANGE_CONFIG | SERVICE_START);
    DWORD first = service ? 0 : GetLastError();
    if (service) {
        keep_first(&first, restart_on_failure(service));
        keep_first(&first, have_own_identity(service));
        keep_first(&first, have_time_at_shutdown(service));
        CloseServiceHandle(service);
    }
    CloseServiceHandle(manager);
    return first;
}
