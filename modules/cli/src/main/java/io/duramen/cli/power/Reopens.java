// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

/** A store closed in order and opened again, with transactions and checkpoints in between. */
final class Reopens implements StoreWorkload {

    @Override
    public String name() {
        return "reopen";
    }

    @Override
    public String what() {
        return "closed in order and opened again, with recoveries that find nothing to mend";
    }

    @Override
    public void work(StoreSession session) {
        session.commit(2);
        session.reopen();
        session.commit();
        session.checkpoint();
        session.reopen();
        session.commit(2);
        session.reopen();
    }
}
