// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs what stands in the console blocks of a page, one command after the other, below a directory that stands for the root, and
 * compares what each says with what stands there. {@code duramen} runs in this process, everything else in a shell.
 *
 * <p>What a run has of its own, roots, identities, digests, times and who runs it, is on the page that of another run: it is taken
 * for this run's where it stands first, and must be the same from there on, in commands as in what they say. How long something
 * took, how many frames and bytes of a log were there then, and how many entries of a trail, is not compared: a device that is
 * slow for a moment adds to them. A line {@code …} stands for any lines. A command ends with exit code 0, unless an {@code echo
 * $?} follows.
 *
 * <p>With {@code -Dduramen.pages=write} the page is written anew, with what was said.
 */
public final class ConsolePage {
    private static final Pattern BLOCK = Pattern.compile("(?<=```console\n).*?(?=```)", Pattern.DOTALL);
    private static final Pattern PLACE =
            Pattern.compile("(?<![\\w./])/(?=(?:backup|etc/duramen|mnt/other|mnt/new|var/lib)\\b)");
    private static final Pattern OWN = Pattern.compile("\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b"
            + "|\\b[0-9a-f]{64,80}\\b|\\b[0-9a-f]{16}\\b|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|(?<=actor=)\\S+");
    private static final Pattern NOBODYS = Pattern.compile(
            "(?m)[0-9.]+ (?:µs|ms|s) \\(loading [0-9.]+, replaying [0-9.]+\\)"
                    + "|\\d+ segments?, \\d+ frames?|\\bbyte \\d+|^\\d+ (?=\\d{4}-\\d\\d-)|(?<=^  entries {1,30})\\d+|(?<=, )[0-9.]+ [KM]?i?B$");
    private static final boolean WRITE = "write".equals(System.getProperty("duramen.pages"));

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> own = new HashMap<>(); // of the page, to this run's
    private int exit;
    private int run;

    public ConsolePage(Path root) {
        this.root = root;
    }

    /** Runs every block of a page and returns how many commands there were. */
    public int run(Path page) throws IOException {
        String text = Files.readString(page).replace("\r\n", "\n");
        StringBuilder written = new StringBuilder();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            block.appendReplacement(written, Matcher.quoteReplacement(runBlock(block.group())));
        }
        block.appendTail(written);
        if (WRITE) {
            Files.writeString(page, written);
        }
        return run;
    }

    private String runBlock(String block) throws IOException {
        StringBuilder written = new StringBuilder();
        List<String> lines = block.lines().toList();
        for (int at = 0; at < lines.size(); ) {
            String command = lines.get(at++);
            assertEquals("$ ", command.substring(0, 2), command);
            List<String> promised = new ArrayList<>();
            while (at < lines.size() && !lines.get(at).startsWith("$ ")) {
                promised.add(lines.get(at++));
            }
            boolean judged = at < lines.size() && lines.get(at).equals("$ echo $?");
            List<String> said = run(here(command.substring(2)));
            if (!judged) {
                assertEquals(0, exit, () -> command + "\n" + String.join("\n", said));
            }
            if (WRITE) {
                learn(promised, said);
                promised = shown(said, promised);
            } else {
                requireSaid(command, promised, said);
            }
            written.append(here(command)).append('\n');
            promised.forEach(line -> written.append(line).append('\n'));
            run++;
        }
        return written.toString().replace(root.toString(), "");
    }

    /** As it stands on the page, but below this root, and with what is this run's own. */
    private String here(String line) {
        String placed = PLACE.matcher(line).replaceAll(Matcher.quoteReplacement(root + "/"));
        return OWN.matcher(placed).replaceAll(found -> own.getOrDefault(found.group(), found.group()));
    }

    private List<String> run(String command) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (command.equals("echo $?")) {
            said.write((exit + "\n").getBytes(StandardCharsets.UTF_8));
            exit = 0;
        } else if (command.startsWith("export ")) {
            String[] variable = command.substring("export ".length()).split("=", 2);
            exit = shell("printf %s " + variable[1], said);
            environment.put(variable[0], said.toString(StandardCharsets.UTF_8));
            said.reset();
        } else if (command.startsWith("duramen ")) {
            PrintStream screen = new PrintStream(said, true, StandardCharsets.UTF_8);
            Streams streams =
                    new Streams(new ByteArrayInputStream(new byte[0]), screen, screen, environment, null, () -> 0);
            exit = Main.run(command.substring("duramen ".length()).split(" "), streams.withKeyrings(Shell.QUICK));
        } else {
            exit = shell(command, said);
        }
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private int shell(String command, ByteArrayOutputStream said) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        shell.getInputStream().transferTo(said);
        try {
            return shell.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void requireSaid(String command, List<String> promised, List<String> said) {
        List<String> shown = shown(said, promised);
        learn(promised, shown);
        assertEquals(compared(promised.stream().map(this::here)), compared(shown.stream()), command);
    }

    /** What was said, as far as a page shows it: not what stands where it has a {@code …}. */
    private static List<String> shown(List<String> said, List<String> promised) {
        int gap = promised.indexOf("…");
        if (gap < 0) {
            return said;
        }
        List<String> shown = new ArrayList<>(said.subList(0, Math.min(gap, said.size())));
        shown.add("…");
        int behind = promised.size() - gap - 1;
        shown.addAll(said.subList(Math.max(gap, said.size() - behind), said.size()));
        return shown;
    }

    private static String compared(Stream<String> lines) {
        return NOBODYS.matcher(lines.collect(Collectors.joining("\n"))).replaceAll("N");
    }

    private void learn(List<String> promised, List<String> said) {
        for (int line = 0; line < Math.min(promised.size(), said.size()); line++) {
            List<String> theirs = ownOf(promised.get(line));
            List<String> ours = ownOf(said.get(line));
            for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
                learn(theirs.get(i), ours.get(i));
            }
        }
    }

    private static List<String> ownOf(String line) {
        return OWN.matcher(line).results().map(MatchResult::group).toList();
    }

    private void learn(String promised, String said) {
        if (own.putIfAbsent(promised, said) == null
                && promised.length() > 30
                && !WRITE) { // short ones may be the same by chance
            List<String> alike = own.keySet().stream()
                    .filter(other -> said.equals(own.get(other)))
                    .toList();
            assertEquals(List.of(promised), alike, said);
        }
    }
}
