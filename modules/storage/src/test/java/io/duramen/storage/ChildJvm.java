// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import io.duramen.base.DuramenException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another JVM that runs a main of the tests, however this one was started: on the class path or the module path. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
        return new ChildJvm(command(main, arguments));
    }

    /** Starts the JVM through a shell that first runs the given commands, for instance {@code umask 000}. */
    static ChildJvm startAfter(String commands, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", commands + "; exec \"$0\" \"$@\""));
        command.addAll(command(main, arguments));
        return new ChildJvm(command);
    }

    /** The command line that runs a main of the tests. */
    static List<String> command(Class<?> main, Object... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = Stream.of(main, NioStorage.class, DuramenException.class)
                .map(ChildJvm::placeOf)
                .distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
        List<String> command =
                new ArrayList<>(List.of(java, "-Xshare:auto", "-XX:-UsePerfData", "-cp", classPath, main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return command;
    }

    /** The directory or jar a class was loaded from, taken from the class file itself: patched modules hide it. */
    private static String placeOf(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        URL url = Objects.requireNonNull(type.getResource("/" + file));
        String text = url.toString();
        String place = text.substring(0, text.length() - file.length());
        return Path.of(URI.create(place.startsWith("jar:") ? place.substring(4, place.length() - 2) : place))
                .toString();
    }

    /** The next line it prints, or {@code null} if it ended. */
    String line() throws IOException {
        return output.readLine();
    }

    long pid() {
        return process.pid();
    }

    /** Kills it with SIGKILL, or what Windows has for it, and waits until it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Lets a child that waits for its input go on, and waits until it has ended. */
    int finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}
