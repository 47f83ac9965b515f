/* SPDX-License-Identifier: Apache-2.0 */
/* commands.c: see commands.h. One table, and one function for each command. */
#include "suit/commands.h"

#include <stddef.h>

#include "suit/parameters.h"

typedef struct thimble_cbor_reader reader_t;
typedef const struct thimble_suit_component component_t;
typedef const struct thimble_suit_command command_t;

/* Codes below this one are custom. */
enum {
  CUSTOM_BELOW = -256
};

enum argument {
  ARGUMENT_POLICY,
  ARGUMENT_OWN,    /* checked by who uses it */
  ARGUMENT_CUSTOM, /* bytes, text, an integer or null */
};

static const struct thimble_suit_device *device_of(const struct thimble_suit *suit) {
  return suit->device;
}

enum thimble_refusal thimble_suit_note_written(struct thimble_suit *suit, uint32_t component,
                                               bool is_verified) {
  struct thimble_suit_frame *frame = thimble_suit_top(suit);
  uint8_t bit = thimble_suit_bit(component);
  if (!frame->is_strict)
    frame->written |= bit;
  if ((frame->written & frame->read) != 0)
    return THIMBLE_REFUSAL_ORDER;
  suit->unverified = (uint8_t)(is_verified ? suit->unverified & ~bit : suit->unverified | bit);
  return THIMBLE_REFUSAL_NONE;
}

/* The three conditions on identifiers have the labels of their parameters as codes. */
static enum thimble_refusal check_id(struct thimble_suit *suit, command_t *command,
                                     component_t *component) {
  enum thimble_suit_label label = (enum thimble_suit_label)command->code;
  struct thimble_bytes id;
  if (!thimble_suit_parameter_bytes(suit, component->index, label, &id))
    return THIMBLE_REFUSAL_PARAMETER_MISSING;
  if (!device_of(suit)->has_id(device_of(suit)->data, component, label, id))
    return label == THIMBLE_SUIT_VENDOR_ID  ? THIMBLE_REFUSAL_VENDOR
           : label == THIMBLE_SUIT_CLASS_ID ? THIMBLE_REFUSAL_CLASS
                                            : THIMBLE_REFUSAL_DEVICE;
  suit->identified |= (uint8_t)(1u << label);
  return THIMBLE_REFUSAL_NONE;
}

/* What a condition that looked at the content says. */
static enum thimble_refusal note_verified(struct thimble_suit *suit, component_t *component,
                                          enum thimble_refusal refusal) {
  if (refusal == THIMBLE_REFUSAL_NONE)
    suit->unverified &= (uint8_t)~thimble_suit_bit(component->index);
  return refusal;
}

static enum thimble_refusal check_image(struct thimble_suit *suit, command_t *command,
                                        component_t *component) {
  (void)command;
  struct thimble_suit_image image;
  thimble_suit_parameter_image(suit, component->index, &image);
  if (image.digest == NULL)
    return THIMBLE_REFUSAL_PARAMETER_MISSING;
  return note_verified(suit, component,
                       device_of(suit)->match_image(device_of(suit)->data, component, &image));
}

static enum thimble_refusal check_content(struct thimble_suit *suit, command_t *command,
                                          component_t *component) {
  (void)command;
  struct thimble_bytes content;
  if (!thimble_suit_parameter_bytes(suit, component->index, THIMBLE_SUIT_CONTENT, &content))
    return THIMBLE_REFUSAL_PARAMETER_MISSING;
  return note_verified(suit, component,
                       device_of(suit)->match_content(device_of(suit)->data, component, content));
}

static enum thimble_refusal check_slot(struct thimble_suit *suit, command_t *command,
                                       component_t *component) {
  (void)command;
  uint32_t slot;
  if (!thimble_suit_parameter_number(suit, component->index, THIMBLE_SUIT_SLOT, &slot))
    return THIMBLE_REFUSAL_PARAMETER_MISSING;
  return device_of(suit)->is_in_slot(device_of(suit)->data, component, slot) ? THIMBLE_REFUSAL_NONE
                                                                             : THIMBLE_REFUSAL_SLOT;
}

static enum thimble_refusal abort_sequence(struct thimble_suit *suit, command_t *command,
                                           component_t *component) {
  (void)command;
  (void)suit;
  (void)component;
  return THIMBLE_REFUSAL_ABORT;
}

/* What is written stands in the manifest, and so is as good as verified. */
static enum thimble_refusal write(struct thimble_suit *suit, command_t *command,
                                  component_t *component) {
  (void)command;
  struct thimble_bytes content;
  if (!thimble_suit_parameter_bytes(suit, component->index, THIMBLE_SUIT_CONTENT, &content))
    return THIMBLE_REFUSAL_PARAMETER_MISSING;
  enum thimble_refusal refusal = thimble_suit_note_written(suit, component->index, true);
  if (refusal != THIMBLE_REFUSAL_NONE)
    return refusal;
  return device_of(suit)->write(device_of(suit)->data, component, content);
}

static enum thimble_refusal fetch(struct thimble_suit *suit, command_t *command,
                                  component_t *component) {
  (void)command;
  struct thimble_bytes uri;
  if (!thimble_suit_parameter_bytes(suit, component->index, THIMBLE_SUIT_URI, &uri))
    return THIMBLE_REFUSAL_PARAMETER_MISSING;
  return thimble_suit_note_written(suit, component->index, false);
}

/* The source of copy and swap, which the sequence reads. */
static enum thimble_refusal read_source(struct thimble_suit *suit, component_t *component,
                                        struct thimble_suit_component *source) {
  struct thimble_suit_frame *frame = thimble_suit_top(suit);
  uint32_t index;
  if (!thimble_suit_parameter_number(suit, component->index, THIMBLE_SUIT_SOURCE, &index))
    return THIMBLE_REFUSAL_PARAMETER_MISSING;
  if (index >= suit->components || index == component->index)
    return THIMBLE_REFUSAL_INDEX;
  *source = thimble_suit_component_at(suit, index);
  if (!frame->is_strict)
    frame->read |= thimble_suit_bit(index);
  return thimble_suit_note_written(suit, component->index, false);
}

static enum thimble_refusal copy(struct thimble_suit *suit, command_t *command,
                                 component_t *component) {
  (void)command;
  struct thimble_suit_component source;
  enum thimble_refusal refusal = read_source(suit, component, &source);
  if (refusal != THIMBLE_REFUSAL_NONE)
    return refusal;
  return device_of(suit)->copy(device_of(suit)->data, component, &source);
}

static enum thimble_refusal swap(struct thimble_suit *suit, command_t *command,
                                 component_t *component) {
  (void)command;
  struct thimble_suit_component source;
  enum thimble_refusal refusal = read_source(suit, component, &source);
  if (refusal != THIMBLE_REFUSAL_NONE)
    return refusal;
  suit->unverified |= thimble_suit_bit(source.index);
  return device_of(suit)->swap(device_of(suit)->data, component, &source);
}

static bool is_unverified(const struct thimble_suit *suit, component_t *component) {
  return (suit->unverified & thimble_suit_bit(component->index)) != 0;
}

static enum thimble_refusal invoke(struct thimble_suit *suit, command_t *command,
                                   component_t *component) {
  (void)command;
  struct thimble_bytes arguments = {NULL, 0};
  if (is_unverified(suit, component))
    return THIMBLE_REFUSAL_UNVERIFIED;
  (void)thimble_suit_parameter_bytes(suit, component->index, THIMBLE_SUIT_INVOKE_ARGUMENTS,
                                     &arguments);
  return device_of(suit)->invoke(device_of(suit)->data, component, arguments);
}

/* What is removed need not be verified. */
static enum thimble_refusal unlink(struct thimble_suit *suit, command_t *command,
                                   component_t *component) {
  (void)command;
  enum thimble_refusal refusal = thimble_suit_note_written(suit, component->index, true);
  if (refusal != THIMBLE_REFUSAL_NONE)
    return refusal;
  return device_of(suit)->unlink(device_of(suit)->data, component);
}

static enum thimble_refusal override(struct thimble_suit *suit, command_t *command,
                                     component_t *component) {
  return thimble_suit_parameters_set(suit, component->index, command->argument);
}

static enum thimble_refusal custom(struct thimble_suit *suit, command_t *command,
                                   component_t *component) {
  if (is_unverified(suit, component))
    return THIMBLE_REFUSAL_UNVERIFIED;
  return device_of(suit)->custom(device_of(suit)->data, component, command->code,
                                 command->argument);
}

static const struct thimble_suit_entry entries[] = {
    {THIMBLE_SUIT_CHECK_VENDOR, ARGUMENT_POLICY, true, true, check_id},
    {THIMBLE_SUIT_CHECK_CLASS, ARGUMENT_POLICY, true, true, check_id},
    {THIMBLE_SUIT_CHECK_IMAGE, ARGUMENT_POLICY, true, true, check_image},
    {THIMBLE_SUIT_CHECK_SLOT, ARGUMENT_POLICY, true, true, check_slot},
    {THIMBLE_SUIT_CHECK_CONTENT, ARGUMENT_POLICY, true, true, check_content},
    {THIMBLE_SUIT_SET_INDEX, ARGUMENT_OWN, false, true, NULL},
    {THIMBLE_SUIT_ABORT, ARGUMENT_POLICY, true, true, abort_sequence},
    {THIMBLE_SUIT_TRY_EACH, ARGUMENT_OWN, false, true, NULL},
    {THIMBLE_SUIT_WRITE, ARGUMENT_POLICY, false, false, write},
    {THIMBLE_SUIT_OVERRIDE_PARAMETERS, ARGUMENT_OWN, false, true, override},
    {THIMBLE_SUIT_FETCH, ARGUMENT_POLICY, false, false, fetch},
    {THIMBLE_SUIT_COPY, ARGUMENT_POLICY, false, false, copy},
    {THIMBLE_SUIT_INVOKE_COMPONENT, ARGUMENT_POLICY, false, false, invoke},
    {THIMBLE_SUIT_CHECK_DEVICE, ARGUMENT_POLICY, true, true, check_id},
    {THIMBLE_SUIT_SWAP, ARGUMENT_POLICY, false, false, swap},
    {THIMBLE_SUIT_RUN_SEQUENCE, ARGUMENT_OWN, false, true, NULL},
    {THIMBLE_SUIT_UNLINK, ARGUMENT_POLICY, false, false, unlink},
};

static const struct thimble_suit_entry custom_entry = {0, ARGUMENT_CUSTOM, false, false, custom};

static const struct thimble_suit_entry *find(int32_t code) {
  if (code < CUSTOM_BELOW)
    return &custom_entry;
  for (uint32_t i = 0; i < sizeof entries / sizeof entries[0]; i++)
    if (entries[i].code == code)
      return &entries[i];
  return NULL;
}

enum thimble_refusal thimble_suit_command_read(const struct thimble_suit_frame *frame,
                                               struct thimble_suit_command *command) {
  reader_t reader = {frame->position, frame->end};
  if (thimble_cbor_read_integer(&reader, &command->code) != THIMBLE_OK ||
      thimble_cbor_read_item(&reader, &command->argument) != THIMBLE_OK)
    return THIMBLE_REFUSAL_COMMANDS;
  command->next = reader.position;
  command->policy = 0;
  command->entry = find(command->code);
  return command->entry != NULL ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_COMMAND;
}

static bool is_policy(reader_t *reader, uint32_t *policy) {
  enum {
    POLICIES = 16
  };
  return thimble_cbor_read_unsigned(reader, policy) == THIMBLE_OK && *policy < POLICIES;
}

static bool is_custom_argument(reader_t *reader) {
  struct thimble_bytes bytes;
  int32_t number;
  return thimble_cbor_read_bytes(reader, &bytes) == THIMBLE_OK ||
         thimble_cbor_read_text(reader, &bytes) == THIMBLE_OK ||
         thimble_cbor_read_integer(reader, &number) == THIMBLE_OK ||
         thimble_cbor_read_null(reader) == THIMBLE_OK;
}

enum thimble_refusal thimble_suit_command_check(struct thimble_suit_command *command) {
  uint32_t kind = command->entry->argument;
  reader_t reader;
  thimble_cbor_reader_start(&reader, command->argument);
  bool right =
      kind == ARGUMENT_OWN || (kind == ARGUMENT_POLICY ? is_policy(&reader, &command->policy)
                                                       : is_custom_argument(&reader));
  return right ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_ARGUMENT;
}
