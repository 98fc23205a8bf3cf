// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
/** Atomic commits and recovery; start with {@link io.duramen.commit.StateStore}. */
package io.duramen.commit;
