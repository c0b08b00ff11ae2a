/* What the service is called, by itself and by everybody who asks for it. */
#ifndef NAMES_H
#define NAMES_H

#define SERVICE_NAME L"deskbridge"

/*
 * The account of this one service, "NT SERVICE\deskbridge": S-1-5-80 and the SHA-1 of its name in capitals. Written down
 * because Windows knows it only once the service is there, and the folder of its data is made at the same time.
 */
#define SERVICE_SID L"S-1-5-80-188982520-3538780348-3866434532-339924802-3800184104"

/* Where session helpers of officers find the service. */
#define SESSION_DOOR L"\\\\.\\pipe\\deskbridge-session"

#endif
