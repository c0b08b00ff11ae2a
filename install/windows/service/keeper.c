#include "keeper.h"

#include <stdbool.h>

#include "agent-process.h"
#include "awake.h"
#include "commands.h"
#include "first-start.h"
#include "growing-wait.h"
#include "listening.h"
#include "log-file.h"

#define LOOK_EVERY_MS 1000

enum ending { ENDED_BY_ITSELF, HUNG, WANTED };

static bool hangs(void) {
    return since_progress() > (has_made_progress() ? PROGRESS_LIMIT_MS : FIRST_PROGRESS_LIMIT_MS);
}

static enum ending watch(const struct agent_process *agent, HANDLE stop) {
    HANDLE either[2] = {agent->process, stop};
    for (;;) {
        DWORD which = WaitForMultipleObjects(2, either, FALSE, LOOK_EVERY_MS);
        if (which == WAIT_OBJECT_0) return ENDED_BY_ITSELF;
        if (which == WAIT_OBJECT_0 + 1) return WANTED;
        if (hangs()) return HUNG;
    }
}

/* One life of the agent. */
static enum ending live(HANDLE stop) {
    struct agent_process agent;
    wchar_t command[COMMAND_SIZE];
    DWORD error = agent_command(command) ? start_agent(&agent, command) : ERROR_FILENAME_EXCED_RANGE;
    if (error) {
        log_event("the agent cannot be started, error", error);
        return ENDED_BY_ITSELF;
    }
    HANDLE listener = listen_to(agent.output);
    enum ending ending = watch(&agent, stop);
    if (ending == WANTED && !stop_agent(&agent, STOP_PATIENCE_MS)) log_event("ended, it did not stop within ms", STOP_PATIENCE_MS);
    if (ending == HUNG) log_event("no progress, the agent is started anew; seconds", (unsigned long)(since_progress() / 1000));
    /* Also where it ended by itself: what it left behind would keep its ports, and the pipe open. */
    kill_agent(&agent);
    if (listener) {
        WaitForSingleObject(listener, INFINITE);
        CloseHandle(listener);
    }
    log_event("the agent ended with code", forget_agent(&agent));
    return ending;
}

void keep_agent(HANDLE stop) {
    struct growing_wait wait = {0};
    for (;;) {
        ULONGLONG began = awake_ms();
        make_first_start(stop);
        if (live(stop) == WANTED) return;
        DWORD pause = wait_after(&wait, awake_ms() - began);
        log_event("the agent is started again in ms", pause);
        if (WaitForSingleObject(stop, pause) == WAIT_OBJECT_0) return;
    }
}
