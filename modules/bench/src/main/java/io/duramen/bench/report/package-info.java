// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Turns a result into what people read: a Markdown table, one HTML page, a page of the documentation. */
@org.jspecify.annotations.NullMarked
package io.duramen.bench.report;
