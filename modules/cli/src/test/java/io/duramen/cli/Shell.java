// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import io.duramen.cli.terminal.Json;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.seal.KeyringOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Runs commands in this process and keeps what they said. Its clock stands still, so that short work shows no progress; and the
 * passwords of its keyrings are quick to guess, because they protect nothing.
 */
public final class Shell {
    public static final KeyringOptions QUICK =
            KeyringOptions.defaults().withInsecureCostForTests(new Argon2Cost(8, 1, 1));

    private final Map<String, String> environment = new HashMap<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private byte[] input = {};
    private boolean terminal;
    private String out = "";
    private String err = "";

    public Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Shell typing(String... passwords) {
        terminal = true;
        answers.addAll(Arrays.asList(passwords));
        return this;
    }

    public Shell reading(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Runs a command and returns its exit code. */
    public int run(Object... args) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(input),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                new PrintStream(complained, true, StandardCharsets.UTF_8),
                environment,
                terminal
                        ? question ->
                                answers.isEmpty() ? null : answers.remove().toCharArray()
                        : null,
                () -> 0);
        String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int exit = Main.run(words, streams.withKeyrings(QUICK));
        out = said.toString(StandardCharsets.UTF_8);
        err = complained.toString(StandardCharsets.UTF_8);
        return exit;
    }

    public String out() {
        return out;
    }

    public String err() {
        return err;
    }

    public JsonNode json() {
        return Json.parse(out);
    }

    /** The error that was told as JSON. */
    public JsonNode error() {
        return Json.parse(err).get("error");
    }
}
