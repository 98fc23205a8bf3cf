// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What {@code duramen export} writes, read back: the whole state of a store as lines of JSON. Start with {@link
 * io.duramen.legacy.duramen.StoreExportFamily}.
 */
@org.jspecify.annotations.NullMarked
package io.duramen.legacy.duramen;
