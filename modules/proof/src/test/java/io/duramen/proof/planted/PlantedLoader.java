// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.planted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the classes of one module from given directories and everything else from where this class comes from. Tests that stand
 * outside the module they try are loaded once more, so that they meet the planted classes.
 */
final class PlantedLoader extends URLClassLoader {
    private static final List<String> AROUND = List.of(
            "io.duramen.proof.power.",
            "io.duramen.cli.power.",
            "io.duramen.proof.crash.",
            "io.duramen.proof.rotation.");

    PlantedLoader(Path... directories) {
        super(Stream.of(directories).map(PlantedLoader::url).toArray(URL[]::new), PlantedLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
                loaded = findClass(name);
            } else if (loaded == null && AROUND.stream().anyMatch(name::startsWith)) {
                loaded = again(name);
            }
            return loaded != null ? loaded : super.loadClass(name, resolve);
        }
    }

    private Class<?> again(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path directory) {
        try {
            return directory.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
