/* SPDX-License-Identifier: Apache-2.0 */
/* grants_write.c: see grants_write.h. */
#include "cli/image/grants_write.h"

#include <stdbool.h>
#include <thimble/limits.h>

static void put_numbers(struct thimble_cbor_writer *writer, uint32_t numbers) {
  thimble_cbor_write_array(writer, (uint32_t)__builtin_popcount(numbers));
  for (uint32_t number = 0; number < THIMBLE_SCOPE_NUMBERS; number++) {
    if (numbers >> number & 1)
      thimble_cbor_write_unsigned(writer, number);
  }
}

/* How far a grant reaches: `true`, or the narrowing that it has. */
static void put_reach(struct thimble_cbor_writer *writer, uint32_t grant,
                      const struct thimble_scope *scope) {
  if (grant == THIMBLE_GRANT_SENSOR && scope->sensors != 0)
    put_numbers(writer, scope->sensors);
  else if (grant == THIMBLE_GRANT_ACTUATOR && scope->actuators != 0)
    put_numbers(writer, scope->actuators);
  else if (grant == THIMBLE_GRANT_VALUE_READ && scope->keys_read.length > 0)
    thimble_cbor_write_text(writer, scope->keys_read);
  else if (grant == THIMBLE_GRANT_VALUE_WRITE && scope->keys_written.length > 0)
    thimble_cbor_write_text(writer, scope->keys_written);
  else
    thimble_cbor_write_true(writer);
}

void grants_write(struct thimble_cbor_writer *writer,
                  const struct thimble_permissions *permissions) {
  thimble_cbor_write_map(writer, (uint32_t)__builtin_popcount(permissions->grants));
  for (uint32_t grant = 0; grant <= THIMBLE_GRANT_MAXIMUM; grant++) {
    if (!(permissions->grants >> grant & 1))
      continue;
    thimble_cbor_write_unsigned(writer, grant);
    put_reach(writer, grant, &permissions->scope);
  }
}
