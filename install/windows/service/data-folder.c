#include "data-folder.h"

#include <aclapi.h>
#include <sddl.h>
#include <stdbool.h>
#include <windows.h>

#include "names.h"
#include "paths.h"

/*
 * Owned by the administrators; open to the system (SY), the administrators (BA) and this service; nothing comes from the
 * folder above (P), where every user may make files; all that is made within gets the same (OICI).
 */
#define RIGHTS L"O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;" SERVICE_SID L")"

/* Who may give a folder away, or take it, must say so first. Only the system and administrators can. */
static void claim(const wchar_t *privilege) {
    HANDLE token;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES, &token)) return;
    TOKEN_PRIVILEGES wanted = {.PrivilegeCount = 1};
    wanted.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
    if (LookupPrivilegeValueW(NULL, privilege, &wanted.Privileges[0].Luid))
        AdjustTokenPrivileges(token, FALSE, &wanted, 0, NULL, NULL);
    CloseHandle(token);
}

/* Whether it is the account that this program runs as. */
static bool is_own_account(PSID account) {
    HANDLE token;
    union {
        TOKEN_USER user;
        BYTE room[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
    } own;
    DWORD size;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token)) return false;
    bool is_known = GetTokenInformation(token, TokenUser, &own, sizeof own, &size);
    CloseHandle(token);
    return is_known && EqualSid(own.user.User.Sid, account);
}

static bool is_service(PSID account) {
    PSID service;
    if (!ConvertStringSidToSidW(SERVICE_SID, &service)) return false;
    bool is_same = EqualSid(service, account);
    LocalFree(service);
    return is_same;
}

/* A folder that somebody else made first would stay theirs to open, whatever rights it is given. */
static bool is_trustworthy(const wchar_t *folder) {
    DWORD attributes = GetFileAttributesW(folder);
    bool is_folder = (attributes & FILE_ATTRIBUTE_DIRECTORY) && !(attributes & FILE_ATTRIBUTE_REPARSE_POINT);
    PSECURITY_DESCRIPTOR described;
    PSID owner;
    wchar_t name[PATH_SIZE];
    if (!is_folder || !write_text(name, PATH_SIZE, L"%ls", folder)) return false;
    DWORD error = GetNamedSecurityInfoW(name, SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, NULL, NULL, NULL, &described);
    if (error) return false;
    bool is_ours = IsWellKnownSid(owner, WinBuiltinAdministratorsSid) || IsWellKnownSid(owner, WinLocalSystemSid) ||
                   is_service(owner) || is_own_account(owner);
    LocalFree(described);
    return is_ours;
}

/* What is there and not ours is kept under another name, for whoever wants to know what it was. */
static DWORD set_aside(const wchar_t *folder) {
    SYSTEMTIME now;
    GetSystemTime(&now);
    wchar_t other[PATH_SIZE];
    bool fits = write_text(other, PATH_SIZE, L"%ls.foreign-%04d%02d%02d%02d%02d%02d", folder, now.wYear, now.wMonth, now.wDay,
                           now.wHour, now.wMinute, now.wSecond);
    return fits && MoveFileExW(folder, other, 0) ? 0 : GetLastError();
}

static DWORD set_rights(wchar_t *folder) {
    PSECURITY_DESCRIPTOR wanted;
    if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(RIGHTS, SDDL_REVISION_1, &wanted, NULL)) return GetLastError();
    PSID owner;
    PACL rights;
    BOOL is_default, is_present;
    GetSecurityDescriptorOwner(wanted, &owner, &is_default);
    GetSecurityDescriptorDacl(wanted, &is_present, &rights, &is_default);
    SECURITY_INFORMATION parts = DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION;
    /* The owner first: the owner alone may set the rights of a folder whose rights shut out everybody. */
    DWORD unowned = SetNamedSecurityInfoW(folder, SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, owner, NULL, NULL, NULL);
    DWORD error = SetNamedSecurityInfoW(folder, SE_FILE_OBJECT, parts, NULL, NULL, rights, NULL);
    LocalFree(wanted);
    return error ? error : unowned == ERROR_INVALID_OWNER ? 0 : unowned;
}

unsigned long prepare_data_folder(void) {
    wchar_t folder[PATH_SIZE];
    if (!data_path(folder, L"")) return ERROR_PATH_NOT_FOUND;
    claim(SE_TAKE_OWNERSHIP_NAME);
    claim(SE_RESTORE_NAME);
    if (is_there(folder) && !is_trustworthy(folder)) {
        DWORD error = set_aside(folder);
        if (error) return error;
    }
    if (!CreateDirectoryW(folder, NULL) && GetLastError() != ERROR_ALREADY_EXISTS) return GetLastError();
    return set_rights(folder);
}

/* Depth first. A link is removed and not followed: what it leads to is not ours. */
static DWORD remove_tree(const wchar_t *folder) {
    wchar_t path[PATH_SIZE];
    WIN32_FIND_DATAW found;
    if (!write_text(path, PATH_SIZE, L"%ls\\*", folder)) return ERROR_FILENAME_EXCED_RANGE;
    HANDLE search = FindFirstFileW(path, &found);
    DWORD error = 0;
    for (BOOL more = search != INVALID_HANDLE_VALUE; more; more = FindNextFileW(search, &found)) {
        if (!wcscmp(found.cFileName, L".") || !wcscmp(found.cFileName, L"..")) continue;
        if (!write_text(path, PATH_SIZE, L"%ls\\%ls", folder, found.cFileName)) return ERROR_FILENAME_EXCED_RANGE;
        bool is_folder = found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY;
        bool is_link = found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT;
        if (is_folder && !is_link)
            error = remove_tree(path);
        else if (!(is_folder ? RemoveDirectoryW(path) : DeleteFileW(path)))
            error = GetLastError();
        if (error) break;
    }
    if (search != INVALID_HANDLE_VALUE) FindClose(search);
    if (error) return error;
    return RemoveDirectoryW(folder) ? 0 : GetLastError();
}

unsigned long remove_data_folder(void) {
    wchar_t folder[PATH_SIZE];
    if (!data_path(folder, L"")) return ERROR_PATH_NOT_FOUND;
    return is_there(folder) ? remove_tree(folder) : 0;
}
