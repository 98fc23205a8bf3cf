// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

/** What a log is opened for. */
public enum Purpose {
    /** Appends that are durable when they return. */
    DURABLE,
    /** Appends that need not be durable before {@link SubjectLog#drain}. */
    BUFFERED,
    /** One {@link SubjectLog#replay} and no append. */
    REPLAY
}
