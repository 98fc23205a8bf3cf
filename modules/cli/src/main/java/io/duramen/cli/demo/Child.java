// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A child process that imports, as the parent sees it. */
final class Child {
    private static final int KEPT_LINES = 30;

    private final Process process;
    private final Deque<String> complaints = new ArrayDeque<>();
    private final BufferedReader out;
    private final Thread listener;
    private int tried;
    private int acknowledged;
    private @Nullable KillPoint point;
    private Figures figures = Figures.NONE;
    private @Nullable String clock;

    private Child(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.listener = new Thread(this::listen, "duramen-demo-child-errors");
        listener.setDaemon(true);
        listener.start();
    }

    /** Starts a child and hands it the password, which stands on no command line. */
    static Child start(List<String> java, List<String> arguments, char[] password) throws IOException {
        List<String> words = new ArrayList<>(java);
        words.addAll(arguments);
        Child child = new Child(new ProcessBuilder(words).start());
        byte[] line = new byte[password.length * 3 + 1];
        try {
            ByteBuffer utf8 = ByteBuffer.wrap(line);
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(password), utf8, true);
            utf8.put((byte) '\n');
            OutputStream in = child.process.getOutputStream(); // left open: its end would end the child
            in.write(line, 0, utf8.position());
            in.flush();
        } catch (IOException alreadyDead) {
            return child; // its exit code and complaints tell why
        } finally {
            Arrays.fill(line, (byte) 0);
        }
        return child;
    }

    /**
     * Listens until the child stands at its point, has acknowledged enough, or ends.
     *
     * @param enough how many acknowledgements are enough, or -1 to go on
     * @param each hears of each acknowledged record
     */
    void follow(int enough, IntConsumer each) throws IOException {
        int acknowledgements = 0;
        String line;
        while ((line = out.readLine()) != null) {
            if (!take(line)) {
                continue;
            }
            if (line.startsWith(Report.ACK)) {
                each.accept(acknowledged);
                acknowledgements++;
                if (acknowledgements == enough) {
                    return;
                }
            }
            if (point != null) {
                return;
            }
        }
    }

    /**
     * Kills the child with SIGKILL and reads what it had told by then: a told acknowledgement is a promise.
     */
    void kill() throws IOException, InterruptedException {
        process.toHandle().destroyForcibly(); // that of Process would close the pipe with what is still in it
        String line;
        while ((line = out.readLine()) != null) {
            take(line);
        }
        process.waitFor();
        listener.join();
        process.destroyForcibly(); // closes the pipes
    }

    /** Waits for the child to end by itself and returns its exit code. */
    int await() throws InterruptedException {
        int exit = process.waitFor();
        listener.join();
        return exit;
    }

    /** Understands a line; one that a kill cut off is none. */
    private boolean take(String line) {
        int space = line.indexOf(' ');
        if (space < 0) {
            return false;
        }
        String rest = line.substring(space + 1);
        try {
            switch (line.substring(0, space)) {
                case Report.TRY -> tried = Integer.parseInt(rest);
                case Report.ACK -> acknowledged = Integer.parseInt(rest);
                case Report.POINT -> point = KillPoint.valueOf(rest);
                case Report.FIGURES -> figures = Figures.decode(rest);
                case Report.DONE -> clock = rest;
                default -> {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException cutOff) {
            return false;
        }
    }

    private void listen() {
        try (BufferedReader errors =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = errors.readLine()) != null) {
                synchronized (complaints) {
                    complaints.add(line);
                    if (complaints.size() > KEPT_LINES) {
                        complaints.remove();
                    }
                }
            }
        } catch (IOException killed) {
            // there will be no more
        }
    }

    long pid() {
        return process.pid();
    }

    /** The last record it began. */
    int tried() {
        return tried;
    }

    /** The last record it called durable. */
    int acknowledged() {
        return acknowledged;
    }

    /** Where it says it stands. */
    @Nullable
    KillPoint point() {
        return point;
    }

    Figures figures() {
        return figures;
    }

    /** The clock it used, if it came to its end. */
    @Nullable
    String clock() {
        return clock;
    }

    /** The last lines of its standard error. */
    String complaints() {
        synchronized (complaints) {
            return String.join("\n", complaints);
        }
    }
}
