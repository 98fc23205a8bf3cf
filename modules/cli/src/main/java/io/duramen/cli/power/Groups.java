// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

/** Callers that commit at the same time and share frames and syncs, each built on one that is not durable yet. */
final class Groups implements StoreWorkload {

    @Override
    public String name() {
        return "groups";
    }

    @Override
    public String what() {
        return "several callers at once, in an order drawn by the seed";
    }

    @Override
    public void work(StoreSession session) {
        session.commitTogether(4);
        session.commit();
        session.commitTogether(6);
        session.checkpoint();
        session.commitTogether(3);
    }
}
