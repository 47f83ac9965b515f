/* SPDX-License-Identifier: Apache-2.0 */
/* start.c: variables get their first values (sections.ld says where they are). */
#include "emulated/start.h"

#include <string.h>

extern char thimble_data_start[], thimble_data_end[], thimble_bss_start[], thimble_bss_end[];
extern char thimble_thread_start[];
extern const char thimble_data_source[];

/* picolibc's: says where the thread's variables are. */
void _set_tls(void *variables);

void thimble_start_memory(void) {
  memcpy(thimble_data_start, thimble_data_source, (size_t)(thimble_data_end - thimble_data_start));
  memset(thimble_bss_start, 0, (size_t)(thimble_bss_end - thimble_bss_start));
  _set_tls(thimble_thread_start);
}
