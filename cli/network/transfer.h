/* SPDX-License-Identifier: Apache-2.0 */
/* transfer.h: brings an envelope to a device block by block (RFC 7959), over a link that may be
 * lost: it goes on where the device is, as docs/coap.md says. */
#ifndef THIMBLE_CLI_NETWORK_TRANSFER_H
#define THIMBLE_CLI_NETWORK_TRANSFER_H

#include "cli/network/device_link.h"

struct transfer {
  struct device_link *link;
  struct thimble_bytes envelope;
  uint32_t timeout;          /* seconds without progress after which it is given up */
  bool is_quiet;             /* no progress is shown */
  struct file_bytes verdict; /* the body of the last answer; file_free() gives it back */
  uint8_t code;              /* and its code */
};

/* False: the device gave no verdict; the message is printed, nothing to free. */
bool transfer_envelope(struct transfer *transfer);

#endif
