#include "commands.h"

/* Node, the program and its configuration. */
struct parts {
    wchar_t node[PATH_SIZE], program[PATH_SIZE], data[PATH_SIZE], config[PATH_SIZE];
};

static bool find_parts(struct parts *parts) {
    return program_path(parts->node, L"bin\\node.exe") && program_path(parts->program, L"dist\\deskbridge.js") &&
           data_path(parts->data, L"") && data_path(parts->config, L"deskbridge.yaml");
}

/* The launcher chooses the version that runs; a package without updates has none. */
bool agent_command(wchar_t into[COMMAND_SIZE]) {
    struct parts parts;
    wchar_t launcher[PATH_SIZE];
    if (!find_parts(&parts) || !program_path(launcher, L"dist\\launcher.js")) return false;
    if (!is_there(launcher))
        return write_text(into, COMMAND_SIZE, L"\"%ls\" \"%ls\" run --config \"%ls\"", parts.node, parts.program, parts.config);
    return write_text(into, COMMAND_SIZE, L"\"%ls\" \"%ls\" --data \"%ls\" -- run --config \"%ls\"", parts.node, launcher,
                      parts.data, parts.config);
}

bool provision_command(wchar_t into[COMMAND_SIZE], const wchar_t *desk) {
    struct parts parts;
    return find_parts(&parts) &&
           write_text(into, COMMAND_SIZE, L"\"%ls\" \"%ls\" provision apply \"%ls\" --first-run --config \"%ls\"%ls%ls", parts.node,
                      parts.program, parts.data, parts.config, desk[0] ? L" --desk " : L"", desk);
}

bool enrol_command(wchar_t into[COMMAND_SIZE], const wchar_t *code) {
    struct parts parts;
    return find_parts(&parts) && write_text(into, COMMAND_SIZE, L"\"%ls\" \"%ls\" enrol --config \"%ls\" --code %ls", parts.node,
                                            parts.program, parts.config, code);
}
