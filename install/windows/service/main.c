/*
 * deskbridge-service.exe: keeps the agent running as a service of Windows.
 *
 * Without arguments it is the service. The installer, with the rights of the system, uses
 *   prepare NAME=VALUE …   makes the data folder, keeps what was said at the installation for the first start (see first-run.h),
 *                          and tells the service manager what to do on failure
 *   remove-data            deletes the data folder
 * The program uses
 *   seal, open             to have the key of the desk sealed by Windows (see sealing.h)
 */
#include <stdio.h>
#include <wchar.h>

#include "data-folder.h"
#include "first-run.h"
#include "manager-settings.h"
#include "sealing.h"
#include "service.h"

/* The installer shows the exit code in its log; the failure actions are no reason to refuse an installation. */
static int prepare(int count, wchar_t **arguments) {
    unsigned long error = prepare_data_folder();
    if (error == 0) error = keep_first_run(count, arguments);
    unsigned long unset = set_manager_settings();
    if (unset) wprintf(L"deskbridge-service: the service manager refused a setting: error %lu\n", unset);
    if (error) wprintf(L"deskbridge-service: the data folder cannot be prepared: error %lu\n", error);
    return (int)error;
}

int wmain(int count, wchar_t **arguments) {
    if (count < 2) return (int)run_service();
    if (!wcscmp(arguments[1], L"prepare")) return prepare(count - 2, arguments + 2);
    if (!wcscmp(arguments[1], L"remove-data")) return (int)remove_data_folder();
    if (!wcscmp(arguments[1], L"seal")) return (int)seal_input();
    if (!wcscmp(arguments[1], L"open")) return (int)open_input();
    wprintf(L"deskbridge-service.exe is started by Windows. See install\\README.md.\n");
    return 2;
}
