// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Fails every test in which a nonce is used twice under one key; by being on the class path of the tests, and nothing else.
 * Start with {@link io.duramen.noncewatch.NonceWatch}.
 */
@org.jspecify.annotations.NullMarked
package io.duramen.noncewatch;
