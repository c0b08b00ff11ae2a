/* The agent as a child of the service: its process with all that it starts, and its two pipes. */
#ifndef AGENT_PROCESS_H
#define AGENT_PROCESS_H

#include <stdbool.h>
#include <windows.h>

struct agent_process {
    HANDLE process;
    /* Holds the agent and everything that it starts; nothing of it outlives the job. */
    HANDLE job;
    /* As long as this is open the agent runs; its end asks it to stop. */
    HANDLE input;
    /* What it says. */
    HANDLE output;
};

/* Starts a command line: 0, or the error of Windows. */
DWORD start_agent(struct agent_process *agent, wchar_t *command);

/* Asks it to stop, and ends it after `patience_ms`. True when it went by itself. */
bool stop_agent(struct agent_process *agent, DWORD patience_ms);

/* Ends it at once, with all its children. */
void kill_agent(struct agent_process *agent);

/* Lets go of what is left of an agent that has ended; its exit code. */
DWORD forget_agent(struct agent_process *agent);

#endif
