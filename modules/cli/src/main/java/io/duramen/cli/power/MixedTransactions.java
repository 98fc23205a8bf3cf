// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

/** Transactions that delete, that read what they change, that are rolled back, turned away, or too large. */
final class MixedTransactions implements StoreWorkload {

    @Override
    public String name() {
        return "mixed";
    }

    @Override
    public String what() {
        return "deletions, rollbacks, conflicts and refusals among commits";
    }

    @Override
    public void work(StoreSession session) {
        session.commit();
        session.rollBack();
        session.transaction();
        session.conflict();
        session.tooLarge();
        session.transaction();
        session.checkpoint();
        session.rollBack();
        session.commit();
        session.conflict();
    }
}
