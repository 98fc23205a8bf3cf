// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Exceptions, providers, progress and events common to all modules. Start with {@link io.duramen.base.DuramenException}.
 */
package io.duramen.base;
