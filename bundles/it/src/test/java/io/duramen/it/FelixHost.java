// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that embeds Felix and runs the application in it: {@code FelixHost CACHE STORE JAR...}. */
final class FelixHost {
    private FelixHost() {}

    public static void main(String[] args) throws Exception {
        List<Path> bundles = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            bundles.add(Path.of(args[i]));
        }
        try (EmbeddedFelix felix = EmbeddedFelix.start(Path.of(args[0]), bundles)) {
            felix.run("injected", Path.of(args[1])).forEach(System.out::println);
        }
    }
}
