/* SPDX-License-Identifier: Apache-2.0 */
This is no C.
