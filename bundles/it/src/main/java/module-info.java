// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** A small application of every kind of provider. The tests run its jar in each form in which Java loads code. */
module io.duramen.it {
    requires transitive io.duramen.audit;
    requires transitive io.duramen.clock;
    requires transitive io.duramen.commit;
    requires transitive io.duramen.views;
    requires io.duramen.seal;

    exports io.duramen.it.app;
}
