#include "first-start.h"

#include <stdbool.h>

#include "agent-process.h"
#include "commands.h"
#include "first-run.h"
#include "keeper.h"
#include "listening.h"
#include "log-file.h"

/* The centre is looked for in the network, which takes seconds; the agent waits for it, and so do the devices. */
#define LIMIT_MS 30000

/* Runs a command of the program to its end; true when that was a success. */
static bool succeeds(wchar_t *command, HANDLE stop) {
    struct agent_process program;
    if (start_agent(&program, command) != 0) return false;
    HANDLE listener = listen_to(program.output);
    HANDLE either[2] = {program.process, stop};
    bool has_ended = WaitForMultipleObjects(2, either, FALSE, LIMIT_MS) == WAIT_OBJECT_0;
    kill_agent(&program);
    if (listener) {
        WaitForSingleObject(listener, INFINITE);
        CloseHandle(listener);
    }
    return forget_agent(&program) == 0 && has_ended;
}

static bool has_file(const wchar_t *name) {
    wchar_t path[PATH_SIZE];
    return data_path(path, name) && is_there(path);
}

static void configure(HANDLE stop) {
    wchar_t command[COMMAND_SIZE], desk[VALUE_SIZE];
    if (!kept_value("desk", desk)) desk[0] = 0;
    bool is_done = provision_command(command, desk) && succeeds(command, stop);
    log_event(is_done ? "provision.yaml is in use" : "provision.yaml cannot be used", 0);
}

static void enrol(const wchar_t *code, HANDLE stop) {
    wchar_t command[COMMAND_SIZE];
    bool is_done = enrol_command(command, code) && succeeds(command, stop);
    log_event(is_done ? "enrolled by the code of the installation" : "the code of the installation did not help", 0);
    if (is_done) forget_first_run();
}

void make_first_start(HANDLE stop) {
    if (!has_file(L"deskbridge.yaml") && has_file(L"provision.yaml")) configure(stop);
    wchar_t code[VALUE_SIZE];
    if (!has_file(L"deskbridge.yaml") || !kept_value("code", code)) return;
    if (is_first_run_stale())
        forget_first_run();
    else
        enrol(code, stop);
}
