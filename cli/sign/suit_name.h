/* SPDX-License-Identifier: Apache-2.0 */
/* suit_name.h: names of the sections, commands and parameters of a manifest, as the draft has them.
 */
#ifndef THIMBLE_CLI_SIGN_SUIT_NAME_H
#define THIMBLE_CLI_SIGN_SUIT_NAME_H

#include <thimble/suit.h>

#include "cli/common/cbor_item.h"

/* Each returns "?" for a number that has no name. */
const char *suit_section_name(uint32_t section);
const char *suit_command_name(int32_t code);
const char *suit_parameter_name(enum thimble_suit_label label);

/* `acme/blink`; other identifiers as h'00'/h'01', the owner's as `owner`. free() gives it back. */
char *suit_component_text(struct thimble_bytes id);

/* The same of an array that was read. */
char *suit_component_item_text(const struct cbor_item *id);

#endif
