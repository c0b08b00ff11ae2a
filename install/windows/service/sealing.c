#include "sealing.h"

#include <stdbool.h>
#include <windows.h>
#include <wincrypt.h>

/* A sealed key is some kilobytes. */
#define MOST_BYTES (64 * 1024)

/*
 * For this PC, and nobody is asked anything. For one account would be worth more only at first sight: the service has an
 * account of its own, and an administrator who enrols the desk has another one.
 */
#define FLAGS (CRYPTPROTECT_UI_FORBIDDEN | CRYPTPROTECT_LOCAL_MACHINE)

/* Part of what is sealed: nothing else that was sealed on this PC passes for the key of the desk. */
static DATA_BLOB name = {19, (BYTE *)"deskbridge-identity"};

static unsigned long read_input(DATA_BLOB *into) {
    static BYTE bytes[MOST_BYTES];
    DWORD count = 0;
    into->pbData = bytes;
    into->cbData = 0;
    while (into->cbData < MOST_BYTES) {
        BOOL is_read = ReadFile(GetStdHandle(STD_INPUT_HANDLE), bytes + into->cbData, MOST_BYTES - into->cbData, &count, NULL);
        DWORD error = is_read ? 0 : GetLastError();
        /* A pipe that was closed at its other end has said all. */
        if (error == ERROR_BROKEN_PIPE || (error == 0 && count == 0)) return 0;
        if (error) return error;
        into->cbData += count;
    }
    return ERROR_MORE_DATA;
}

static unsigned long write_output(const DATA_BLOB *from) {
    DWORD done = 0, count = 0;
    while (done < from->cbData) {
        if (!WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), from->pbData + done, from->cbData - done, &count, NULL)) return GetLastError();
        done += count;
    }
    return 0;
}

/* Gives back what Windows made, after its bytes were overwritten: one of the two ways it is the key itself. */
static void forget(DATA_BLOB *blob) {
    SecureZeroMemory(blob->pbData, blob->cbData);
    LocalFree(blob->pbData);
}

static unsigned long pass(bool is_to_seal) {
    DATA_BLOB in, out;
    unsigned long error = read_input(&in);
    if (error) return error;
    BOOL is_done = is_to_seal ? CryptProtectData(&in, L"deskbridge", &name, NULL, NULL, FLAGS, &out)
                              : CryptUnprotectData(&in, NULL, &name, NULL, NULL, FLAGS, &out);
    if (!is_done) return GetLastError();
    error = write_output(&out);
    forget(&out);
    SecureZeroMemory(in.pbData, in.cbData);
    return error;
}

unsigned long seal_input(void) {
    return pass(true);
}

unsigned long open_input(void) {
    return pass(false);
}
