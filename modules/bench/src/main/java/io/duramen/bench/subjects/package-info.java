// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** What needs no library: the floors, two textbook logs, and ours. */
@org.jspecify.annotations.NullMarked
package io.duramen.bench.subjects;
