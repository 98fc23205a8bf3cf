// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import io.duramen.base.DuramenException;
import io.duramen.base.Printable;
import io.duramen.cli.terminal.Json;
import io.duramen.cli.terminal.Style;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Tells on the error stream what went wrong, where, what was expected and found, and what to do; or the same as JSON. */
final class ErrorReport {
    private final Streams streams;
    private final boolean json;
    private final boolean stacktrace;

    /**
     * Looks for the two options that change the report itself: they count even where the rest cannot be understood.
     *
     * @param streams where to tell
     * @param args the whole command line
     */
    ErrorReport(Streams streams, List<String> args) {
        this.streams = streams;
        this.json = args.contains("--json");
        this.stacktrace = args.contains("--stacktrace");
    }

    /** Reports a failure and returns its exit code. */
    int report(Throwable failure) {
        int exit = ExitCode.of(failure);
        if (failure instanceof DuramenException known) {
            tell(known.code(), String.valueOf(known.getMessage()), known.details(), known.hint(), exit);
        } else {
            tell(
                    "UNEXPECTED",
                    "unexpected " + failure,
                    Map.of("type", failure.getClass().getName()),
                    "run it again with --stacktrace and report what it prints",
                    exit);
        }
        if (stacktrace) {
            failure.printStackTrace(streams.err());
        }
        return exit;
    }

    /** Reports a command line that is wrong. */
    int reportUsage(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        tell("USAGE", String.valueOf(wrong.getMessage()), Map.of(), "see: " + name + " --help", ExitCode.USAGE);
        return ExitCode.USAGE;
    }

    private void tell(String code, String message, Map<String, Object> details, @Nullable String hint, int exit) {
        if (json) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", code);
            error.put("message", message);
            error.put("details", details);
            error.put("hint", hint);
            error.put("exit", exit);
            streams.err().println(Json.text(Map.of("error", error)));
            return;
        }
        Style style = streams.style();
        streams.err().println(style.bad("error: ") + Printable.of(message));
        line("code", code);
        line("where", where(details));
        line("expected", details.get("expected"));
        line("found", details.get("found"));
        line("hint", hint);
    }

    private void line(String name, @Nullable Object value) {
        if (value != null) {
            streams.err().printf("  %-9s %s%n", name, Printable.of(value.toString()));
        }
    }

    private static @Nullable String where(Map<String, Object> details) {
        Object place = details.getOrDefault("file", details.get("directory"));
        Object offset = details.get("offset");
        if (place == null) {
            return null;
        }
        return offset instanceof Number at && at.longValue() >= 0 ? place + ", byte " + offset : place.toString();
    }
}
