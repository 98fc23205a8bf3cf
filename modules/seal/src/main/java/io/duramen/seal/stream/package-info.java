// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Suite 2: whole files as streams of chunks, exactly Cobblestone-256 (<a href="https://c2sp.org/chunked-encryption">C2SP</a>). */
package io.duramen.seal.stream;
