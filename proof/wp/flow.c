/* SPDX-License-Identifier: Apache-2.0 */
/* flow.c: see flow.h. */
#include "wp/flow.h"
