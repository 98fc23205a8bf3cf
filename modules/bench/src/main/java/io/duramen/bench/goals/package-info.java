// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
/** What the log was built to reach and no comparison with peers shows: one figure each, measured in a JVM of its own. */
@NullMarked
package io.duramen.bench.goals;

import org.jspecify.annotations.NullMarked;
