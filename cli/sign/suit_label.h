/* SPDX-License-Identifier: Apache-2.0 */
/* suit_label.h: the numbers in SUIT envelopes and manifests that we write and that a device does
 * not name: draft-ietf-suit-manifest-37, appendix A, and RFC 9052 for COSE. Elements, commands and
 * parameters are those of thimble/suit.h. */
#ifndef THIMBLE_CLI_SIGN_SUIT_LABEL_H
#define THIMBLE_CLI_SIGN_SUIT_LABEL_H

#include <thimble/suit.h>

enum suit_tag {
  SUIT_TAG_ENVELOPE = 107,
  COSE_TAG_SIGN1 = 18,
};

enum suit_envelope_key {
  SUIT_ENVELOPE_AUTHENTICATION = 2,
  SUIT_ENVELOPE_MANIFEST = 3,
};

enum suit_common_key {
  SUIT_COMMON_COMPONENTS = 2,
  SUIT_COMMON_SHARED_SEQUENCE = 4,
};

enum suit_text {
  SUIT_TEXT_UPDATE_DESCRIPTION = 2,
  SUIT_TEXT_COMPONENT_VENDOR_DOMAIN = 3,
  SUIT_TEXT_COMPONENT_VERSION = 6,
};

/* What a device is to write into its report about a command: a sum of these. */
enum suit_report {
  SUIT_REPORT_FAILURE = 2,
  SUIT_REPORT_ALL = 15,
};

enum cose_header {
  COSE_HEADER_ALGORITHM = 1,
  COSE_HEADER_KEY = 4,
};

enum cose_algorithm {
  COSE_ES256 = -7,
  COSE_ESP256 = -9, /* RFC 9864: the same, and the curve is P-256 */
  COSE_SHA256 = -16,
};

#endif
