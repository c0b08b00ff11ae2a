/* What the service manager is told of the service that the installer has no table for. */
#ifndef MANAGER_SETTINGS_H
#define MANAGER_SETTINGS_H

/* 0, or the first error of Windows; the rest is set all the same. */
unsigned long set_manager_settings(void);

#endif
