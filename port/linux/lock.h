/* SPDX-License-Identifier: Apache-2.0 */
/* lock.h: the lock of the port's struct: one for the process, which a thread may take again. */
#ifndef THIMBLE_LINUX_LOCK_H
#define THIMBLE_LINUX_LOCK_H

void thimble_linux_lock(void *device);
void thimble_linux_unlock(void *device);

#endif
