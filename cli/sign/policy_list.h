/* SPDX-License-Identifier: Apache-2.0 */
/* policy_list.h: the lists of a policy: public keys, and hooks. */
#ifndef THIMBLE_CLI_SIGN_POLICY_LIST_H
#define THIMBLE_CLI_SIGN_POLICY_LIST_H

#include "cli/sign/policy_file.h"

/* Each adds the words of one line, and keeps the list sorted. False: the message is printed. */
bool policy_read_keys(struct policy *policy, const struct project_place *place, const char *value);
bool policy_read_hooks(struct policy *policy, const struct project_place *place, const char *value);

#endif
