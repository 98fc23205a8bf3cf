// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import org.jspecify.annotations.Nullable;

/**
 * What an import does with one key.
 *
 * @param key the key's bytes, made by {@link io.duramen.legacy.LegacyKeys#encode} from text; not copied
 * @param value the value's bytes, or {@code null} to delete the key; not copied
 * @param place where it comes from, for messages: a file relative to the source, and line, offset or key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Change(byte[] key, byte @Nullable [] value, String place) {}
