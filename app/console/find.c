/* SPDX-License-Identifier: Apache-2.0 */
/* find.c: see find.h. */
#include "find.h"

#include <stddef.h>
#include <string.h>

#include "word.h"

/* Whether `name` is that of an image, with its tenant or without. */
static bool is_called(struct thimble_bytes name, const struct thimble_tenant *tenant,
                      struct thimble_bytes own) {
  const uint8_t *slash = memchr(name.data, '/', name.length);
  if (slash != NULL) {
    struct thimble_bytes first = {name.data, (uint32_t)(slash - name.data)};
    if (!word_is(first, tenant->policy->name))
      return false;
    name.data += first.length + 1;
    name.length -= first.length + 1;
  }
  return name.length == own.length && memcmp(name.data, own.data, own.length) == 0;
}

struct thimble_container *find_container(struct thimble_bytes name) {
  for (uint32_t index = 0; index < host.container_count; index++) {
    struct thimble_container *container = &host.containers[index];
    if (container->state != THIMBLE_CONTAINER_NONE &&
        is_called(name, container->tenant, container->program.image.name))
      return container;
  }
  return NULL;
}

const struct refused_image *find_refused(struct thimble_bytes name) {
  for (uint32_t index = 0; index < device_refused_count(); index++) {
    const struct refused_image *image = device_refused(index);
    if (image->report.stage > THIMBLE_INSTALL_IMAGE &&
        is_called(name, image->tenant, image->report.image.name))
      return image;
  }
  return NULL;
}
