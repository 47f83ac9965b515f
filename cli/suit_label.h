/* SPDX-License-Identifier: Apache-2.0 */
/* suit_label.h: the numbers in SUIT envelopes and manifests that we write:
 * draft-ietf-suit-manifest-37, appendix A, draft-ietf-suit-trust-domains for removal, RFC 9052 for
 * COSE, and our own commands (SPEC.md). */
#ifndef THIMBLE_CLI_SUIT_LABEL_H
#define THIMBLE_CLI_SUIT_LABEL_H

enum suit_tag {
  SUIT_TAG_ENVELOPE = 107,
  COSE_TAG_SIGN1 = 18,
};

enum suit_envelope_key {
  SUIT_ENVELOPE_AUTHENTICATION = 2,
  SUIT_ENVELOPE_MANIFEST = 3,
};

/* INSTALL and TEXT are also keys of the envelope, for what is severed. */
enum suit_manifest_key {
  SUIT_MANIFEST_VERSION = 1,
  SUIT_MANIFEST_SEQUENCE = 2,
  SUIT_MANIFEST_COMMON = 3,
  SUIT_MANIFEST_VALIDATE = 7,
  SUIT_MANIFEST_INVOKE = 9,
  SUIT_MANIFEST_INSTALL = 20,
  SUIT_MANIFEST_TEXT = 23,
  SUIT_MANIFEST_UNINSTALL = 24,
};

enum suit_common_key {
  SUIT_COMMON_COMPONENTS = 2,
  SUIT_COMMON_SHARED_SEQUENCE = 4,
};

enum suit_condition {
  SUIT_CONDITION_VENDOR = 1,
  SUIT_CONDITION_CLASS = 2,
  SUIT_CONDITION_IMAGE_MATCH = 3,
  SUIT_CONDITION_DEVICE = 24,
};

enum suit_directive {
  SUIT_DIRECTIVE_OVERRIDE_PARAMETERS = 20,
  SUIT_DIRECTIVE_FETCH = 21,
  SUIT_DIRECTIVE_INVOKE = 23,
  SUIT_DIRECTIVE_UNLINK = 33,
  /* Ours. Their argument is null. */
  SUIT_DIRECTIVE_STOP = -257,
  SUIT_DIRECTIVE_START = -258,
  SUIT_DIRECTIVE_ROLL_BACK = -259,
};

enum suit_parameter {
  SUIT_PARAMETER_VENDOR = 1,
  SUIT_PARAMETER_CLASS = 2,
  SUIT_PARAMETER_DIGEST = 3,
  SUIT_PARAMETER_SIZE = 14,
  SUIT_PARAMETER_URI = 21,
  SUIT_PARAMETER_DEVICE = 24,
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
