/* SPDX-License-Identifier: Apache-2.0 */
/* consumer.c: a program as a user of the library writes it: reads bytes that are no image, and says
 * why. Built by run.sh in the three ways in which the library can be used. */
#include <stdio.h>
#include <thimble/engine.h>

int main(void) {
  _Alignas(8) static const uint8_t bytes[8] = {0xff};
  struct thimble_image image;
  struct thimble_image_error error;
  enum thimble_result result = thimble_image_read(&image, bytes, sizeof bytes, &error);

  printf("offset %u: %s\n", (unsigned)error.offset, thimble_result_text(result));
  return result == THIMBLE_ERROR_MALFORMED ? 0 : 1;
}
