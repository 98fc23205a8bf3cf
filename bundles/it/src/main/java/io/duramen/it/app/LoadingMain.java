// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it.app;

import java.nio.file.Path;

/** Runs the application on a class path, a module path, in a layer or from an image. */
public final class LoadingMain {
    private LoadingMain() {}

    /**
     * Prints what is used, a line each, and at the end {@code OK}.
     *
     * @param args an empty directory for the store
     */
    public static void main(String[] args) {
        Loading.found().run(Path.of(args[0]), System.out::println);
    }
}
