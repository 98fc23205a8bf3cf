// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * JSON as the predecessors write and hash it.
 *
 * <p>Start with {@link io.duramen.legacy.json.JsonTree}.
 */
package io.duramen.legacy.json;
