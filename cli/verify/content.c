/* SPDX-License-Identifier: Apache-2.0 */
/* content.c: see content.h. */
#include "cli/verify/content.h"

#include <stdlib.h>
#include <string.h>
#include <thimble/image.h>
#include <thimble/rights.h>
#include <thimble/suit.h>

#include "base/name.h"
#include "cli/common/memory.h"
#include "cli/image/describe.h"
#include "cli/image/program_view.h"
#include "cli/image/verdict.h"

typedef struct thimble_bytes bytes_t;

static bool verify_program(const struct thimble_image *image, struct thimble_text *text) {
  struct thimble_need need;
  struct thimble_program_refusal refusal;
  struct program_view view;
  struct thimble_lines lines;
  if (verdict_reach(image, &need, &refusal) == THIMBLE_OK)
    return true;
  (void)thimble_lines_read(&lines, image->lines);
  view_program(&view, image);
  describe_refusal(text, &refusal, &view, &lines);
  return false;
}

static bool verify_image(bytes_t bytes, struct thimble_image *image, struct thimble_text *text) {
  struct thimble_image_error error = {0};
  enum thimble_result result = thimble_image_read(image, bytes.data, bytes.length, &error);
  if (result == THIMBLE_OK)
    return verify_program(image, text);
  thimble_text_append(text, "byte ");
  thimble_text_append_unsigned(text, error.offset);
  thimble_text_append(text, ": ");
  thimble_text_append(text, thimble_result_text(result));
  return false;
}

/* An image is read in place, where it has to be aligned; a device's slots are. */
static enum thimble_refusal verify_container(bytes_t name, bytes_t bytes,
                                             struct thimble_text *text) {
  struct thimble_image image;
  enum thimble_refusal refusal = THIMBLE_REFUSAL_INSTALL;
  uint8_t *aligned = memory_get(bytes.length + 1u, 1);
  if (bytes.length > 0)
    memcpy(aligned, bytes.data, bytes.length);
  if (verify_image((bytes_t){aligned, bytes.length}, &image, text))
    refusal =
        thimble_name_compare(image.name, name) == 0 ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_NAME;
  free(aligned);
  return refusal;
}

static enum thimble_refusal verify_record(bytes_t tenant, bytes_t bytes,
                                          struct thimble_text *text) {
  struct thimble_rights rights;
  enum thimble_result result = tenant.length > 0 ? thimble_rights_read_tenant(&rights, bytes)
                                                 : thimble_rights_read_owner(&rights, bytes);
  if (result != THIMBLE_OK)
    thimble_text_append(text, thimble_result_text(result));
  else if (thimble_name_compare(rights.tenant, tenant) != 0)
    thimble_text_append(text, "it is the record of another tenant");
  else
    return THIMBLE_REFUSAL_NONE;
  return THIMBLE_REFUSAL_RECORD;
}

enum thimble_refusal verify_content(bytes_t id, bytes_t content, char *description,
                                    uint32_t capacity) {
  bytes_t tenant, container;
  struct thimble_text text;
  thimble_text_start(&text, description, capacity);
  if (thimble_suit_id_part(id, 0, &tenant) != THIMBLE_OK)
    return THIMBLE_REFUSAL_COMPONENT;
  if (thimble_suit_id_part(id, 1, &container) == THIMBLE_OK)
    return verify_container(container, content, &text);
  return verify_record(tenant, content, &text);
}
