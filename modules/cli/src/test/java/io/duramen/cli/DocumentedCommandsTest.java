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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Whatever a page tells people to type, the command line understands; and who follows the first page gets where it leads. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:sh|console)?\n(.*?)^```");
    private static final Pattern LINE = Pattern.compile("(?m)^ *(?:\\$ )?(?:\\./|bin/)?duramen ([a-z].*)$");
    private static final Pattern INLINE = Pattern.compile("`(?:\\./|bin/)?duramen ([a-z][^`]*)`");
    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|<[^>]*>|[^\\s]+");

    @TempDir
    private Path temp;

    @Test
    @Tag("S1.78")
    void everyCommandOnAPageIsUnderstood() throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CommandLine root = RootCommand.commandLine(
                new Streams(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Map.of(), null, () -> 0));
        List<String> wrong = new ArrayList<>();
        int found = 0;
        for (Path page : pages()) {
            for (String command : commands(Files.readString(page).replace("\r\n", "\n"))) {
                found++;
                try {
                    root.parseArgs(words(command).toArray(String[]::new));
                } catch (MissingParameterException onlyPartOfACommand) {
                    // a page may name a command without what it works on
                } catch (ParameterException e) {
                    wrong.add(page.getFileName() + ": duramen " + command + ": " + e.getMessage());
                }
            }
        }
        assertEquals(List.of(), wrong);
        int commands = found;
        assertTrue(commands > 100, () -> "only " + commands + " were found");
    }

    @Test
    @Tag("S3.62")
    void whoFollowsTheFirstPageGetsWhereItLeads() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/guide/getting-started.md"));
        Shell shell = new Shell().with("DURAMEN_PASSWORD", "correct horse");
        String printed = "";
        List<String> done = new ArrayList<>();
        for (String command : commandsInBlocks(page)) {
            List<String> words = words(command);
            if (words.get(0).equals("demo")) {
                continue; // DemoCommandTest runs it
            }
            for (int i = 1; i < words.size(); i++) {
                String word = words.get(i);
                if (word.equals("<the root that verify printed>")) {
                    words.set(i, root(printed));
                } else if (word.startsWith("orders") || word.endsWith(".proof")) {
                    words.set(i, temp.resolve(word).toString());
                } else if (word.startsWith("docs/")) {
                    words.set(i, beginning(ROOT.resolve(word)).toString());
                }
            }
            assertEquals(0, shell.run(words.toArray()), () -> command + "\n" + shell.err());
            printed = words.get(0).equals("verify") ? shell.out() : printed;
            done.add(words.get(0));
        }
        assertEquals(List.of("init", "put", "get", "import", "verify", "prove", "prove", "inspect"), done);
    }

    /** So much of a file as shows that it can be imported; DemoCommandTest imports the rest. */
    private Path beginning(Path file) throws IOException {
        return Files.write(temp.resolve("beginning"), Files.readAllLines(file).subList(0, 50));
    }

    private static String root(String printed) {
        Matcher root = Pattern.compile("[0-9a-f]{64}").matcher(printed);
        assertTrue(root.find(), printed);
        return root.group();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    private static List<String> commands(String page) {
        List<String> commands = commandsInBlocks(page);
        INLINE.matcher(page).results().forEach(found -> commands.add(found.group(1)));
        commands.removeIf(command -> command.contains("VERB") || command.contains("…") || command.contains("..."));
        return commands;
    }

    private static List<String> commandsInBlocks(String page) {
        List<String> commands = new ArrayList<>();
        BLOCK.matcher(page)
                .results()
                .forEach(
                        block -> LINE.matcher(block.group(1)).results().forEach(found -> commands.add(found.group(1))));
        return commands;
    }

    /** The words of a command as a shell takes them, up to a comment, a pipe or a redirection; the number N is some number. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        for (String word :
                WORD.matcher(command).results().map(MatchResult::group).toList()) {
            if (word.matches("#.*|\\||[12&]?>.*|&&|;")) {
                break;
            }
            words.add(
                    word.equals("N") ? "1" : word.matches("'.*'|\".*\"") ? word.substring(1, word.length() - 1) : word);
        }
        return words;
    }
}
