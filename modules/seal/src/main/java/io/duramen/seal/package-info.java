// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The keyring and what can be asked of it. Start with {@link io.duramen.seal.Keyring}.
 *
 * <p>Behind it, in the order in which they are best read: {@code KeyringCreation} makes one, {@code KeyringUnlocking} opens one
 * by {@code KeyringOpening}, which decides which copy counts, and {@code KeyringRepair}, which mends the other;
 * {@code KeyringGenerations} is the only way from one generation to the next, {@code KeyringMaker} what the next looks like, and
 * {@code KeyringFollowing} takes over the next that another process made. What
 * changes a keyring are {@code KeyringSlots}, {@code KeyringEpochs}, and {@code KeyringRoots} with {@code KeyringRevocation};
 * what it is for is {@code KeyringSealing}.
 */
package io.duramen.seal;
