// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.command.RootCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Whatever a message of any module tells people to type, they can type. */
class HintsTest {
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");
    private static final Pattern COMMAND =
            Pattern.compile("(?<![\\w./-])duramen ([a-z]+(?:-[a-z]+)*)(?: ([a-z]+(?:-[a-z]+)*))?");

    @Test
    void everyCommandThatIsNamedExists() throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CommandLine root = RootCommand.commandLine(
                new Streams(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Map.of(), null, () -> 0));
        List<String> unknown = new ArrayList<>();
        int named = 0;
        for (Path source : sources()) {
            for (MatchResult literal :
                    LITERAL.matcher(Files.readString(source)).results().toList()) {
                for (MatchResult command :
                        COMMAND.matcher(literal.group()).results().toList()) {
                    named++;
                    if (!exists(root, command)) {
                        unknown.add(source.getFileName() + ": " + command.group());
                    }
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertTrue(named > 50, "only " + named + " were found");
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.map(m -> m.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static boolean exists(CommandLine root, MatchResult command) {
        CommandLine verb = root.getSubcommands().get(command.group(1));
        if (verb == null) {
            return false;
        }
        String second = command.group(2);
        return second == null
                || verb.getSubcommands().isEmpty()
                || verb.getSubcommands().containsKey(second);
    }
}
