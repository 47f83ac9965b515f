/* SPDX-License-Identifier: Apache-2.0 */
/* device.h: the host of this firmware, with all its memory, and the images that it was started
 * with.
 */
#ifndef THIMBLE_CONSOLE_DEVICE_H
#define THIMBLE_CONSOLE_DEVICE_H

#include <thimble/host.h>

extern struct thimble_host host;

/* Starts the host. False: what this firmware declares contradicts itself; the console was told. */
bool device_start(void);

/* Installs the images that were linked in, and then those of the slots: the first eight are acme's,
 * the others bolt's. So an image in a slot replaces a linked one of the same tenant and name. */
void device_install_images(void);

/* An image that could not be installed. */
struct refused_image {
  struct thimble_tenant *tenant;
  uint32_t length;
  enum thimble_result result;
  struct thimble_install_report report;
};

/* `index` is less than device_refused_count(). */
uint32_t device_refused_count(void);
const struct refused_image *device_refused(uint32_t index);

/* Milliseconds since the start. */
uint64_t device_now(void);

#endif
