/* SPDX-License-Identifier: Apache-2.0 */
/* containers.h: the containers of this firmware: images from the slots and images that were linked
 * in, read, verified and loaded at the start. Their memory is one static arena. */
#ifndef THIMBLE_CONSOLE_CONTAINERS_H
#define THIMBLE_CONSOLE_CONTAINERS_H

#include <thimble/engine.h>

enum container_state {
  CONTAINER_UNREADABLE, /* `result` and `error` say why; there is no image, and so no name */
  CONTAINER_REFUSED,    /* `result` and `refusal` say why; there is no instance */
  CONTAINER_TOO_LARGE,  /* the memory left was less than `need` */
  CONTAINER_READY,
};

struct container {
  enum container_state state;
  uint32_t length; /* bytes of the image */
  enum thimble_result result;
  struct thimble_image image;
  struct thimble_image_error error;
  struct thimble_program program;
  struct thimble_refusal refusal;
  struct thimble_need need;
  struct thimble_instance instance;
  struct thimble_caller caller;
  uint32_t runs;
};

/* Fills the list. Images of slots come first, so that they hide linked ones of the same name. */
void containers_start(void);

uint32_t containers_count(void);

/* `index` is less than containers_count(). */
struct container *containers_get(uint32_t index);

/* The first container of that name, or null. */
struct container *containers_find(struct thimble_bytes name);

/* Bytes of the arena that are taken, and that there are. */
size_t containers_memory_used(void);
size_t containers_memory_size(void);

/* Bytes that all containers run in, one after the other. */
size_t containers_run_memory_size(void);

#endif
