/* SPDX-License-Identifier: Apache-2.0 */
/* suit_name.c: see suit_name.h. */
#include "cli/sign/suit_name.h"

#include <stdlib.h>

#include "base/name.h"
#include "cli/common/hex_text.h"
#include "cli/common/memory.h"

struct entry {
  int32_t number;
  const char *name;
};

static const char *find(const struct entry *entries, size_t count, int32_t number) {
  for (size_t i = 0; i < count; i++) {
    if (entries[i].number == number)
      return entries[i].name;
  }
  return "?";
}

const char *suit_section_name(uint32_t section) {
  static const struct entry names[] = {
      {0, "envelope"},
      {THIMBLE_SUIT_VERSION, "version"},
      {THIMBLE_SUIT_SEQUENCE_NUMBER, "sequence-number"},
      {THIMBLE_SUIT_COMMON, "shared"},
      {THIMBLE_SUIT_REFERENCE_URI, "reference-uri"},
      {THIMBLE_SUIT_VALIDATE, "validate"},
      {THIMBLE_SUIT_LOAD, "load"},
      {THIMBLE_SUIT_INVOKE, "invoke"},
      {THIMBLE_SUIT_PAYLOAD_FETCH, "payload-fetch"},
      {THIMBLE_SUIT_INSTALL, "install"},
      {THIMBLE_SUIT_TEXT, "text"},
      {THIMBLE_SUIT_UNINSTALL, "uninstall"},
  };
  return find(names, sizeof names / sizeof *names, (int32_t)section);
}

const char *suit_command_name(int32_t code) {
  static const struct entry names[] = {
      {THIMBLE_SUIT_CHECK_VENDOR, "vendor-identifier"},
      {THIMBLE_SUIT_CHECK_CLASS, "class-identifier"},
      {THIMBLE_SUIT_CHECK_IMAGE, "image-match"},
      {THIMBLE_SUIT_CHECK_SLOT, "component-slot"},
      {THIMBLE_SUIT_CHECK_CONTENT, "check-content"},
      {THIMBLE_SUIT_SET_INDEX, "set-component-index"},
      {THIMBLE_SUIT_ABORT, "abort"},
      {THIMBLE_SUIT_TRY_EACH, "try-each"},
      {THIMBLE_SUIT_WRITE, "write"},
      {THIMBLE_SUIT_OVERRIDE_PARAMETERS, "override-parameters"},
      {THIMBLE_SUIT_FETCH, "fetch"},
      {THIMBLE_SUIT_COPY, "copy"},
      {THIMBLE_SUIT_INVOKE_COMPONENT, "invoke"},
      {THIMBLE_SUIT_CHECK_DEVICE, "device-identifier"},
      {THIMBLE_SUIT_SWAP, "swap"},
      {THIMBLE_SUIT_RUN_SEQUENCE, "run-sequence"},
      {THIMBLE_SUIT_UNLINK, "unlink"},
      {THIMBLE_SUIT_STOP, "stop"},
      {THIMBLE_SUIT_START, "start"},
      {THIMBLE_SUIT_ROLL_BACK, "roll-back"},
  };
  return find(names, sizeof names / sizeof *names, code);
}

const char *suit_parameter_name(enum thimble_suit_label label) {
  static const struct entry names[] = {
      {THIMBLE_SUIT_VENDOR_ID, "vendor"},
      {THIMBLE_SUIT_CLASS_ID, "class"},
      {THIMBLE_SUIT_DIGEST, "digest"},
      {THIMBLE_SUIT_SLOT, "slot"},
      {THIMBLE_SUIT_STRICT_ORDER, "strict-order"},
      {THIMBLE_SUIT_SOFT_FAILURE, "soft-failure"},
      {THIMBLE_SUIT_SIZE, "size"},
      {THIMBLE_SUIT_CONTENT, "content"},
      {THIMBLE_SUIT_URI, "uri"},
      {THIMBLE_SUIT_SOURCE, "source"},
      {THIMBLE_SUIT_INVOKE_ARGUMENTS, "invoke-arguments"},
      {THIMBLE_SUIT_DEVICE_ID, "device"},
      {THIMBLE_SUIT_FETCH_ARGUMENTS, "fetch-arguments"},
  };
  return find(names, sizeof names / sizeof *names, (int32_t)label);
}

static char *part_text(struct thimble_bytes part) {
  if (thimble_name_is_valid(part))
    return memory_format("%.*s", (int)part.length, (const char *)part.data);
  char *digits = hex_text(part);
  char *text = memory_format("h'%s'", digits);
  free(digits);
  return text;
}

static bool is_owner(const struct cbor_item *id) {
  return id->number == 1 && id->bytes.length == 1 && id->bytes.data[0] == CBOR_BYTES << 5;
}

char *suit_component_item_text(const struct cbor_item *id) {
  struct thimble_bytes rest = id->bytes;
  struct cbor_item part;
  char *text = NULL;
  if (id->kind != CBOR_ARRAY)
    return memory_text("?");
  if (is_owner(id))
    return memory_text("owner");
  while (cbor_item_read(&rest, &part)) {
    char *name = part_text(part.bytes);
    char *longer = memory_format("%s%s%s", text ? text : "", text ? "/" : "", name);
    free(text);
    free(name);
    text = longer;
  }
  return text ? text : memory_text("?");
}

char *suit_component_text(struct thimble_bytes id) {
  struct cbor_item item;
  return cbor_body_read(id, CBOR_ARRAY, &item) ? suit_component_item_text(&item) : memory_text("?");
}
