/* SPDX-License-Identifier: Apache-2.0 */
/* record_write.h: writes a policy as the record that devices read (<thimble/record.h>, SPEC.md). */
#ifndef THIMBLE_CLI_SIGN_RECORD_WRITE_H
#define THIMBLE_CLI_SIGN_RECORD_WRITE_H

#include "cli/common/file.h"
#include "cli/sign/policy_file.h"

/* The owner's record when the policy names no tenant. file_free() gives it back. */
struct file_bytes record_write(const struct policy *policy);

#endif
