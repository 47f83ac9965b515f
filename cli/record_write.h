/* SPDX-License-Identifier: Apache-2.0 */
/* record_write.h: writes a policy as the record that devices read (<thimble/record.h>, SPEC.md). */
#ifndef THIMBLE_CLI_RECORD_WRITE_H
#define THIMBLE_CLI_RECORD_WRITE_H

#include "file.h"
#include "policy_file.h"

/* The owner's record when the policy names no tenant. file_free() gives it back. */
struct file_bytes record_write(const struct policy *policy);

#endif
