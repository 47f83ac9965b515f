/* SPDX-License-Identifier: Apache-2.0 */
/* device.h: a caller on a port that remembers what bindings asked it, for tests. */
#ifndef THIMBLE_TEST_BINDING_DEVICE_H
#define THIMBLE_TEST_BINDING_DEVICE_H

#include <thimble/binding.h>

/* What the port was asked last, and what it answers. */
struct device {
  uint64_t now_ms;
  uint32_t log_lines;
  char last_line[128];
  enum thimble_log_level last_level;
  uint32_t sensor_reads;
  uint32_t sensors; /* of every kind */
  uint32_t actuator_writes;
  uint32_t actuator;
  int32_t actuator_value;
  enum thimble_result answer;
};

extern struct device device;
extern struct thimble_caller caller;

/* Puts both back to their start: no scopes, no reply, no spaces, no services. */
void device_start(void);

/* The last call's `refused`. */
extern bool was_refused;

/* Calls the binding of that name. */
int64_t device_call(const char *name, const struct thimble_argument *arguments, uint32_t count);

#define CALL(name, ...)                                                           \
  device_call(name, (const struct thimble_argument[]){__VA_ARGS__},               \
              (uint32_t)(sizeof((const struct thimble_argument[]){__VA_ARGS__}) / \
                         sizeof(struct thimble_argument)))

struct thimble_argument integer(int64_t number);
struct thimble_argument string(const char *text);
struct thimble_argument bytes(void *data, uint32_t length);
struct thimble_bytes view(const char *text);

#endif
