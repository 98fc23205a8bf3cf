// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it.app;

import io.duramen.base.Feature;
import io.duramen.base.Provider;
import io.duramen.base.Providers;
import java.util.List;
import java.util.function.Consumer;

/**
 * The providers of one service interface that were found, and the one taken.
 *
 * @param kind what they provide
 * @param found all of them
 * @param <P> the service interface
 */
record Choice<P extends Provider>(String kind, List<P> found) {

    P taken() {
        return Providers.<P>best(found)
                .orElseThrow(() -> new IllegalStateException("no provider of " + kind + " among " + found));
    }

    /** Says which is taken, and why the others cannot be. */
    void tell(Consumer<String> out) {
        out.accept(kind + " " + taken().name());
        for (P provider : found) {
            if (!provider.isAvailable()) {
                for (Feature feature : provider.probe()) {
                    out.accept(kind + " refused " + provider.name() + ": " + feature.reason() + "; remedy: "
                            + feature.remedy());
                }
            }
        }
    }
}
