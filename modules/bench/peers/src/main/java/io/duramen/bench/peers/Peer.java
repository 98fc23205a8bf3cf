// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Kind;
import io.duramen.bench.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

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
        try (InputStream in = Peer.class.getResourceAsStream("versions.properties")) {
            Properties versions = new Properties();
            versions.load(in);
            return versions.getProperty(library, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
