/* SPDX-License-Identifier: Apache-2.0 */
/* device_file.c: see device_file.h. */
#include "cli/network/device_file.h"

#include <stdlib.h>
#include <string.h>
#include <thimble/limits.h>
#include <unistd.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/common/path.h"
#include "cli/project/settings_file.h"

enum key {
  KEY_DEFAULT,
  KEY_ADDRESS,
  KEY_KEY,
  KEY_TENANT,
  KEY_VENDOR,
  KEY_CLASS,
  KEY_DEVICE,
  KEYS
};

static const struct settings_key keys[KEYS] = {
    [KEY_DEFAULT] = {"default", false}, [KEY_ADDRESS] = {"address", false},
    [KEY_KEY] = {"key", false},         [KEY_TENANT] = {"tenant", false},
    [KEY_VENDOR] = {"vendor", false},   [KEY_CLASS] = {"class", false},
    [KEY_DEVICE] = {"device", false},
};

static bool take_section(void *context, const struct project_place *place, const char *name) {
  struct device_file *file = context;
  struct device_entry entry = {0};
  const struct project_place section = {place->file, place->line, "a device's name"};
  if (!project_value_name(&section, name, THIMBLE_NAME_MAXIMUM, "", &entry.name))
    return false;
  if (device_file_find(file, name)) {
    message_error_at(place->file, place->line, "[%s] for the second time; remove one of them",
                     name);
    free(entry.name);
    return false;
  }
  file->entries = memory_grow(file->entries, file->count, sizeof *file->entries);
  file->entries[file->count++] = entry;
  return true;
}

static bool take_address(const struct project_place *place, const char *value,
                         struct address *address) {
  if (address_read(address, value))
    return true;
  message_error_at(place->file, place->line, "address = %s; it needs %s", value, ADDRESS_FORM);
  return false;
}

static bool take_key(const struct project_place *place, const char *value,
                     struct device_entry *entry) {
  int folder = (int)(path_last_part(place->file) - place->file);
  if (!*value) {
    message_error_at(place->file, place->line, "key is empty; name a file, or leave it out");
    return false;
  }
  entry->key =
      value[0] == '/' ? memory_text(value) : memory_format("%.*s%s", folder, place->file, value);
  return true;
}

static bool take_of_entry(struct device_entry *entry, size_t key, const struct project_place *place,
                          const char *value) {
  switch (key) {
  case KEY_ADDRESS:
    return take_address(place, value, &entry->address);
  case KEY_KEY:
    return take_key(place, value, entry);
  case KEY_TENANT:
    return project_value_name(place, value, THIMBLE_NAME_MAXIMUM, "", &entry->tenant);
  case KEY_VENDOR:
    return project_value_vendor(place, value, &entry->vendor);
  case KEY_CLASS:
    return project_value_class(place, value, &entry->class);
  default:
    return project_value_class(place, value, &entry->device);
  }
}

static bool take_value(void *context, size_t key, const struct project_place *place,
                       const char *value) {
  struct device_file *file = context;
  if ((key == KEY_DEFAULT) == (file->count > 0)) {
    message_error_at(place->file, place->line,
                     key == KEY_DEFAULT ? "default belongs before the first [NAME]"
                                        : "%s belongs to a device; write [NAME] before it",
                     place->key);
    return false;
  }
  if (key == KEY_DEFAULT)
    return project_value_name(place, value, THIMBLE_NAME_MAXIMUM, "", &file->chosen);
  return take_of_entry(&file->entries[file->count - 1], key, place, value);
}

static char *choose_path(void) {
  const char *settings = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
  if (settings && settings[0] == '/')
    return memory_format("%s/thimble/devices", settings);
  return home && home[0] == '/' ? memory_format("%s/.config/thimble/devices", home) : NULL;
}

static bool check(const struct device_file *file) {
  for (size_t i = 0; i < file->count; i++) {
    if (!file->entries[i].address.host) {
      message_error_at(file->path, 0, "[%s] has no address; write address = ... there",
                       file->entries[i].name);
      return false;
    }
  }
  if (!file->chosen || device_file_find(file, file->chosen))
    return true;
  message_error_at(file->path, 0, "default = %s, and there is no [%s]", file->chosen, file->chosen);
  return false;
}

bool device_file_read(struct device_file *file) {
  static const struct settings_form form = {keys, KEYS, take_value, take_section};
  *file = (struct device_file){.path = choose_path()};
  if (!file->path || access(file->path, F_OK) != 0)
    return true;
  return settings_file_read(file->path, &form, file) && check(file);
}

const struct device_entry *device_file_find(const struct device_file *file, const char *name) {
  for (size_t i = 0; i < file->count; i++) {
    if (strcmp(file->entries[i].name, name) == 0)
      return &file->entries[i];
  }
  return NULL;
}

void device_file_free(struct device_file *file) {
  for (size_t i = 0; i < file->count; i++) {
    struct device_entry *entry = &file->entries[i];
    free(entry->name);
    address_free(&entry->address);
    free(entry->key);
    free(entry->tenant);
    free(entry->vendor);
    free(entry->class);
    free(entry->device);
  }
  free(file->entries);
  free(file->path);
  free(file->chosen);
}
