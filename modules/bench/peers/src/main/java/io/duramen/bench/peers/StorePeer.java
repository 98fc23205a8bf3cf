// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Kind;
import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;
import io.duramen.bench.store.StoreSubject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A store that is a peer: a name, a title, a library whose version the build knows, and what it promises. */
abstract class StorePeer implements StoreSubject {
    private final String name;
    private final String library;
    private final String title;
    private final Map<Guarantee, Answer> guarantees = new EnumMap<>(Guarantee.class);

    /**
     * Begins with what no peer has.
     *
     * @param name its short name
     * @param library what its version stands under
     * @param title product and configuration
     * @param manual the page that would say so if it had it
     */
    StorePeer(String name, String library, String title, String manual) {
        this.name = name;
        this.library = library;
        this.title = title;
        promise(Guarantee.VERIFIED_ROOT, Answer.no("none", manual));
        promise(Guarantee.PROOFS, Answer.no("none", manual));
        promise(Guarantee.ROLLBACK, Answer.no("none", manual));
        promise(Guarantee.FAILED_SYNC, Answer.unknown(manual));
    }

    final void promise(Guarantee guarantee, Answer answer) {
        guarantees.put(guarantee, answer);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final Kind kind() {
        return Kind.PEER;
    }

    @Override
    public final String version() {
        return Versions.of(library);
    }

    @Override
    public List<String> jvmFlags() {
        return JvmFlags.nativeAccess();
    }

    @Override
    public final Map<Guarantee, Answer> guarantees() {
        return Map.copyOf(guarantees);
    }
}
