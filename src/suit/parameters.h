/* SPDX-License-Identifier: Apache-2.0 */
/* parameters.h: the parameters of components (draft-ietf-suit-manifest-37, section 8.4.8). What is
 * kept of a parameter is where its value stands, which has been checked when it was set. */
#ifndef THIMBLE_SUIT_PARAMETERS_H
#define THIMBLE_SUIT_PARAMETERS_H

#include "suit/state.h"

/* Sets what a map of parameters says, for one component. Returns NONE, PARAMETER, PARAMETER_VALUE,
 * PARAMETER_PLACE, DIGEST_ALGORITHM or ARGUMENT. */
enum thimble_refusal thimble_suit_parameters_set(struct thimble_suit *suit, uint32_t component,
                                                 struct thimble_bytes bytes);

/* Each gives a parameter; false: it is not set. The label says which of the three is right: a byte
 * string or text, a number, or the digest. */
bool thimble_suit_parameter_bytes(const struct thimble_suit *suit, uint32_t component,
                                  enum thimble_suit_label label, struct thimble_bytes *bytes);
bool thimble_suit_parameter_number(const struct thimble_suit *suit, uint32_t component,
                                   enum thimble_suit_label label, uint32_t *number);
void thimble_suit_parameter_image(const struct thimble_suit *suit, uint32_t component,
                                  struct thimble_suit_image *image);

#endif
