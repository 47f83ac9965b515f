/* SPDX-License-Identifier: Apache-2.0 */
/* lock.c: see lock.h. */
#include "linux/lock.h"

#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

/* Neither can fail: the mutex is recursive and initialized, and only its owner gives it back. */
void thimble_linux_lock(void *device) {
  (void)device;
  pthread_mutex_lock(&mutex);
}

void thimble_linux_unlock(void *device) {
  (void)device;
  pthread_mutex_unlock(&mutex);
}
