// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import org.jspecify.annotations.Nullable;

/**
 * A transaction as it stands in a log of JSON lines.
 *
 * @param line the line it was prepared in, from 1
 * @param oldStyle whether that line tells by itself whether it is committed; else it is a PREPARE
 * @param transactionId its id
 * @param changes what it changes
 * @param timestamp when it was prepared, in seconds since 1970, as it stands there
 * @param committed whether the line or a COMMIT anywhere in the log says so
 */
public record LoggedTransaction(
        long line,
        boolean oldStyle,
        String transactionId,
        Changes changes,
        @Nullable String timestamp,
        boolean committed) {}
