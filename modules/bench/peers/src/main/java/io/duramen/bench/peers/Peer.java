// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Kind;
import io.duramen.bench.Subject;

/** A peer: a name, a title and a library whose version the build knows. */
abstract class Peer implements Subject {
    private final String name;
    private final String title;
    private final String library;

    Peer(String name, String title, String library) {
        this.name = name;
        this.title = title;
        this.library = library;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Kind kind() {
        return Kind.PEER;
    }

    @Override
    public String version() {
        return Versions.of(library);
    }
}
