/* The service as Windows' service manager sees it. */
#ifndef SERVICE_H
#define SERVICE_H

/* Runs as the service, until it is stopped. Returns the error of Windows when it was not started as one. */
unsigned long run_service(void);

#endif
