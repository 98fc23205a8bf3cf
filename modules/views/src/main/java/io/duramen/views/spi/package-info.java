// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** What implementations of codecs provide. */
package io.duramen.views.spi;
