/* SPDX-License-Identifier: Apache-2.0 */
/* device_file.h: the devices that somebody knows by name, from the file `thimble/devices` in the
 * folder for settings (XDG base directory specification):
 *
 *   default = kitchen
 *
 *   [kitchen]
 *   address = [fe80::1%eth0]:5683
 *   key = acme.pem
 *   tenant = acme */
#ifndef THIMBLE_CLI_NETWORK_DEVICE_FILE_H
#define THIMBLE_CLI_NETWORK_DEVICE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/network/address.h"

/* What is known of a device; texts are null when they are not set. */
struct device_entry {
  char *name;
  struct address address;
  char *key; /* a private key's file; in the file, relative to its folder */
  char *tenant;
  char *vendor;
  char *class;
  char *device;
};

struct device_file {
  char *path;
  char *chosen; /* the device that is meant where none is named, or null */
  struct device_entry *entries;
  size_t count;
};

/* Reads the file; without one there are no devices. False: the message is printed.
 * device_file_free() is wanted in either case. */
bool device_file_read(struct device_file *file);

/* The device of that name, or null. */
const struct device_entry *device_file_find(const struct device_file *file, const char *name);

void device_file_free(struct device_file *file);

#endif
