/* SPDX-License-Identifier: Apache-2.0 */
/* device_images.c: installs what the firmware was started with. */
#include "device.h"

#include <stddef.h>
#include <string.h>

#include "emulated/board.h"
#include "linked_images.h"
#include "slot.h"
#include "tenants.h"

/* The first slots are acme's, the others bolt's. */
#define ACME_SLOTS (THIMBLE_BOARD_SLOTS / 2)

/* Of more refused images than this, the last ones are not remembered. */
enum {
  REFUSED_MAXIMUM = 8,
};

static struct refused_image refused[REFUSED_MAXIMUM];
static uint32_t refused_count;

static void install(struct thimble_tenant *tenant, struct thimble_bytes bytes) {
  struct refused_image image = {.tenant = tenant, .length = bytes.length};
  image.result = thimble_install(&host, tenant, bytes, &image.report);
  if (image.result != THIMBLE_OK && refused_count < REFUSED_MAXIMUM)
    refused[refused_count++] = image;
}

/* An unknown tenant is a mistake in the build: the image becomes the owner's. */
static struct thimble_tenant *tenant_named(const char *name) {
  struct thimble_bytes bytes = {(const uint8_t *)name, (uint32_t)strlen(name)};
  struct thimble_tenant *tenant = thimble_find_tenant(&host, bytes);
  return tenant != NULL ? tenant : &tenants[TENANT_OWNER];
}

/* Installing takes less than a millisecond: from the beginning of one, all timers get the same
 * beat. */
static void wait_for_millisecond(void) {
  uint64_t now = device_now();
  while (device_now() == now)
    ;
}

void device_install_images(void) {
  struct thimble_bytes bytes;
  wait_for_millisecond();
  for (uint32_t index = 0; index < linked_image_count; index++)
    install(tenant_named(linked_images[index].tenant), linked_images[index].bytes);
  for (uint32_t slot = 0; slot < THIMBLE_BOARD_SLOTS; slot++)
    if (slot_image(slot, &bytes))
      install(&tenants[slot < ACME_SLOTS ? TENANT_ACME : TENANT_BOLT], bytes);
}

uint32_t device_refused_count(void) {
  return refused_count;
}

const struct refused_image *device_refused(uint32_t index) {
  return &refused[index];
}
