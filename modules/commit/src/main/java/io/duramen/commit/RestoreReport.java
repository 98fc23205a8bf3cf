// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.Root;
import java.util.UUID;

/**
 * What a restore did.
 *
 * @param source the store restored from
 * @param target the new store
 * @param storeId the new store's identity, which is not the old one's
 * @param from where the restore began: {@code checkpoint <generation>} or {@code snapshot <id>}
 * @param fromLsn the last transaction in that
 * @param transactions how many transactions of the log were applied to it
 * @param lsn the last transaction of the old store whose changes are in the new one; the new store counts from 1 again
 * @param root the root, which is the one the old store recorded for that transaction
 * @param keys how many keys the new store holds
 */
public record RestoreReport(
        String source,
        String target,
        UUID storeId,
        String from,
        long fromLsn,
        long transactions,
        long lsn,
        Root root,
        long keys) {}
