/* The folder of journal, identity and configuration: for the service and administrators, and nobody else. */
#ifndef DATA_FOLDER_H
#define DATA_FOLDER_H

/* Makes it where it is missing, and sets who may open it. 0, or the error of Windows. */
unsigned long prepare_data_folder(void);

/* Deletes it with all that is in it. 0, or the error of Windows. */
unsigned long remove_data_folder(void);

#endif
