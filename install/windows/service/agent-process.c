#include "agent-process.h"

#include "paths.h"

/* The exit code of an agent that was ended by its host. */
#define KILLED 99

static HANDLE make_job(void) {
    HANDLE job = CreateJobObjectW(NULL, NULL);
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    if (job) SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    return job;
}

static void let_go(HANDLE *handle) {
    if (*handle) CloseHandle(*handle);
    *handle = NULL;
}

/* Runs it with these ends of the pipes, in the job before its first instruction. */
static DWORD launch(struct agent_process *agent, wchar_t *command, HANDLE input, HANDLE output) {
    wchar_t folder[PATH_SIZE];
    if (!data_path(folder, L"")) return ERROR_FILENAME_EXCED_RANGE;
    STARTUPINFOW start = {.cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES};
    start.hStdInput = input;
    start.hStdOutput = start.hStdError = output;
    PROCESS_INFORMATION made;
    DWORD flags = CREATE_NO_WINDOW | CREATE_SUSPENDED;
    if (!CreateProcessW(NULL, command, NULL, NULL, TRUE, flags, NULL, folder, &start, &made)) return GetLastError();
    AssignProcessToJobObject(agent->job, made.hProcess);
    ResumeThread(made.hThread);
    CloseHandle(made.hThread);
    agent->process = made.hProcess;
    return 0;
}

DWORD start_agent(struct agent_process *agent, wchar_t *command) {
    *agent = (struct agent_process){.job = make_job()};
    SECURITY_ATTRIBUTES for_child = {.nLength = sizeof for_child, .bInheritHandle = TRUE};
    HANDLE its_input = NULL, its_output = NULL;
    bool has_pipes = CreatePipe(&its_input, &agent->input, &for_child, 0) &&
                     CreatePipe(&agent->output, &its_output, &for_child, 0);
    DWORD error = has_pipes ? 0 : GetLastError();
    if (has_pipes) {
        /* With our ends in its hands the agent would never see its input end, nor we the end of its output. */
        SetHandleInformation(agent->input, HANDLE_FLAG_INHERIT, 0);
        SetHandleInformation(agent->output, HANDLE_FLAG_INHERIT, 0);
        error = launch(agent, command, its_input, its_output);
    }
    let_go(&its_input);
    let_go(&its_output);
    if (error) forget_agent(agent);
    return error;
}

bool stop_agent(struct agent_process *agent, DWORD patience_ms) {
    let_go(&agent->input);
    if (WaitForSingleObject(agent->process, patience_ms) == WAIT_OBJECT_0) return true;
    kill_agent(agent);
    return false;
}

void kill_agent(struct agent_process *agent) {
    TerminateJobObject(agent->job, KILLED);
    WaitForSingleObject(agent->process, INFINITE);
}

DWORD forget_agent(struct agent_process *agent) {
    DWORD code = 0;
    if (agent->process) GetExitCodeProcess(agent->process, &code);
    let_go(&agent->process);
    let_go(&agent->input);
    let_go(&agent->output);
    let_go(&agent->job);
    return code;
}
