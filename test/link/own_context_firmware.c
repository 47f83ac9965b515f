/* SPDX-License-Identifier: Apache-2.0 */
/* own_context_firmware.c: the firmware's side of own_context.sh: prints the bytes of a context that
 * it has filled in, as `thimble run --context` takes them. */
#include <stdio.h>
#include <string.h>
#include <thimble/context.h>
#define THIMBLE_CONTEXT_TABLE "door_contexts.def"
#include <thimble/context.h>

_Static_assert(THIMBLE_CONTEXT_WRITABLE_door == 4 && THIMBLE_CONTEXT_WRITABLE_bell == 0,
               "what a container may write");

int main(void) {
  const struct thimble_context_door door = {
      .open_ms = 3, .temperature = -5, .card = {0, 0, 0, 0, 0, 42}, .tries = 7};
  unsigned char bytes[sizeof door];
  memcpy(bytes, &door, sizeof door);
  for (size_t index = 0; index < sizeof bytes; index++)
    printf("%02x", bytes[index]);
  return putchar('\n') == EOF;
}
