// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the tools shows what they do: each of its examples is run, and prints what stands there. */
class LogToolsPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "guide", "log-tools.md");
    private static final Pattern EXAMPLES = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path temp;

    private final Shell shell = new Shell();

    @Test
    @Tag("S3.31")
    @Tag("S3.33")
    @Tag("S3.34")
    void everyExamplePrintsWhatStandsThere() throws IOException {
        Logs.orders(temp.resolve("orders"));
        Logs.damage(Logs.segment(Logs.orders(temp.resolve("damaged")), 1), "pears");

        String page = Files.readString(PAGE).replace("\r\n", "\n").replace("/var/lib", temp.toString());
        Matcher examples = EXAMPLES.matcher(page);
        int run = 0;
        while (examples.find()) {
            List<String> lines = examples.group(1).lines().toList();
            for (int at = 0; at < lines.size(); ) {
                assertTrue(lines.get(at).startsWith("$ duramen "), lines.get(at));
                String command = lines.get(at++).substring("$ duramen ".length());
                List<String> promised = new ArrayList<>();
                while (at < lines.size() && !lines.get(at).startsWith("$ ")) {
                    promised.add(lines.get(at++));
                }
                shell.run((Object[]) command.split(" "));
                assertEquals(promised, shell.out().lines().toList(), () -> command + "\n" + shell.err());
                run++;
            }
        }
        assertEquals(11, run);
    }
}
