// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** What was measured, as it stands in the JSON file: rounds as they were; medians and intervals are computed where they are shown. */
@org.jspecify.annotations.NullMarked
package io.duramen.bench.result;
