/* SPDX-License-Identifier: Apache-2.0 */
/* memory_gap.c: see memory_gap.h. Nothing is kept but the containers' own records: the memory
 * itself holds no headers that an overrun could change. */
#include "host/memory_gap.h"

#include <stddef.h>

static size_t align(const uint8_t *base, size_t offset, size_t alignment) {
  size_t over = ((uintptr_t)base + offset) % alignment;
  return over == 0 ? offset : offset + (alignment - over);
}

/* Where a container's memory starts in the host's, of which it is a part. */
static size_t offset_of(const struct thimble_host *host,
                        const struct thimble_container *container) {
  return (size_t)((const uint8_t *)container->memory.data - (const uint8_t *)host->memory.data);
}

/* A container that has some of these bytes, or null. */
static const struct thimble_container *find_owner(const struct thimble_host *host, size_t offset,
                                                  size_t size) {
  for (uint32_t i = 0; i < host->container_count; i++) {
    const struct thimble_container *container = &host->containers[i];
    if (container->state == THIMBLE_CONTAINER_NONE)
      continue;
    size_t start = offset_of(host, container);
    if (start < offset + size && offset < start + container->memory.size)
      return container;
  }
  return NULL;
}

/* Each turn leaves one more container behind, since the offset only grows; and one record is free,
 * that of the container which the memory is for. */
enum thimble_result thimble_memory_gap(const struct thimble_host *host,
                                       const struct thimble_need *need,
                                       struct thimble_memory *gap) {
  uint8_t *base = host->memory.data;
  size_t offset = 0;
  for (uint32_t turn = 0; turn < host->container_count; turn++) {
    offset = align(base, offset, need->alignment);
    if (offset > host->memory.size || host->memory.size - offset < need->instance)
      break;
    const struct thimble_container *owner = find_owner(host, offset, need->instance);
    if (owner == NULL) {
      *gap = (struct thimble_memory){base + offset, need->instance};
      return THIMBLE_OK;
    }
    offset = offset_of(host, owner) + owner->memory.size;
  }
  return THIMBLE_ERROR_NO_MEMORY;
}
