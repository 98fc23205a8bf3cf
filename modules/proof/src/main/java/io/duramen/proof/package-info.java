// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Programs that crash the library from outside: a writer that says what it promises and a verifier that says what it finds.
 * Start with {@link io.duramen.proof.CrashMain}; what they print is a contract with tools that are not written in Java.
 */
@org.jspecify.annotations.NullMarked
package io.duramen.proof;
