// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** What runs in a JVM of its own: one work of one subject, then the end. */
@org.jspecify.annotations.NullMarked
package io.duramen.bench.child;
