// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Suite 1: segments whose frames are sealed one by one. */
package io.duramen.seal.frame;
