// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.audit;

import io.duramen.audit.AuditOutcome;
import io.duramen.base.DuramenException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs commands, and enters those that write in the trail of this command before they begin and when they end. A command that
 * is not known to read only is taken for one that writes. What a command was given beside its directory is not entered, since
 * keys and values may be secret.
 */
public final class AuditedCommands {
    /** Those that only read; and the one that makes the trail, before which there is none. */
    private static final Set<String> NOT_ENTERED = Set.of(
            "duramen get",
            "duramen prove",
            "duramen verify",
            "duramen inspect",
            "duramen doctor",
            "duramen demo",
            "duramen demo-child",
            "duramen log verify",
            "duramen log dump",
            "duramen log tail",
            "duramen log stat",
            "duramen log replay",
            "duramen keys list",
            "duramen keys verify",
            "duramen audit init",
            "duramen audit verify",
            "duramen audit show");

    private final Streams streams;
    private final CommandTrail trail;
    private final IExecutionStrategy runLast = new RunLast();

    private AuditedCommands(Streams streams, CommandTrail trail) {
        this.streams = streams;
        this.trail = trail;
    }

    /**
     * Runs a command line; if the environment names a trail, with that as what hears of its events.
     *
     * @param streams where it reads and writes
     * @param line makes the command line
     * @param args the arguments
     * @return the exit code
     */
    public static int run(Streams streams, Function<Streams, CommandLine> line, String... args) {
        CommandTrail trail = CommandTrail.of(streams);
        if (trail == null) {
            return line.apply(streams).execute(args);
        }
        try (trail) {
            Streams told = streams.withEvents(trail);
            CommandLine audited = line.apply(told);
            audited.setExecutionStrategy(new AuditedCommands(told, trail)::execute);
            return audited.execute(args);
        }
    }

    private int execute(ParseResult parsed) {
        ParseResult last = parsed;
        boolean help = isHelp(parsed);
        while (last.hasSubcommand()) {
            last = last.subcommand();
            help |= isHelp(last);
        }
        CommandSpec command = last.commandSpec();
        boolean writes = command.subcommands().isEmpty() && !NOT_ENTERED.contains(command.qualifiedName());
        return help || !writes ? runLast.execute(parsed) : execute(parsed, last);
    }

    private static boolean isHelp(ParseResult parsed) {
        return parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
    }

    private int execute(ParseResult parsed, ParseResult last) {
        Map<String, Object> facts = facts(last);
        CommandLine command = last.commandSpec().commandLine();
        append(command, "command.begun", AuditOutcome.BEGUN, facts, null);
        try {
            int exit = runLast.execute(parsed);
            ended(command, facts, exit, null, null);
            return exit;
        } catch (ParameterException wrong) {
            ended(command, facts, ExitCode.USAGE, "USAGE", wrong);
            throw wrong;
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            String code = cause instanceof DuramenException known ? known.code() : "UNEXPECTED";
            ended(command, facts, ExitCode.of(cause), code, failed);
            throw failed;
        }
    }

    private void ended(
            CommandLine command,
            Map<String, Object> facts,
            int exit,
            @Nullable String code,
            @Nullable RuntimeException failure) {
        Map<String, Object> more = new LinkedHashMap<>(facts);
        more.put("exit", exit);
        if (code != null) {
            more.put("code", code);
        }
        AuditOutcome outcome = switch (exit) {
            case ExitCode.FINE -> AuditOutcome.DONE;
            case ExitCode.REFUSED -> AuditOutcome.REFUSED;
            default -> AuditOutcome.FAILED;
        };
        append(command, "command.ended", outcome, more, failure);
    }

    /** A failure to enter is a failure of the command, unless that has failed already; picocli wants it wrapped. */
    private void append(
            CommandLine command,
            String type,
            AuditOutcome outcome,
            Map<String, ?> facts,
            @Nullable RuntimeException failure) {
        try {
            trail.append(type, outcome, facts);
        } catch (DuramenException e) {
            if (failure == null) {
                throw new ExecutionException(command, type + " could not be entered in the audit trail", e);
            }
            failure.addSuppressed(e);
        }
    }

    private Map<String, Object> facts(ParseResult last) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("command", last.commandSpec().qualifiedName());
        List<String> directories = new ArrayList<>();
        for (PositionalParamSpec given : last.matchedPositionals()) {
            if (given.paramLabel().equals("DIR") && given.getValue() instanceof Path directory) {
                directories.add(directory.toAbsolutePath().normalize().toString());
            }
        }
        if (!directories.isEmpty()) {
            facts.put("directory", directories.get(0));
        }
        TreeSet<String> options = new TreeSet<>();
        for (OptionSpec option : last.matchedOptions()) {
            options.add(option.longestName());
        }
        facts.put("options", options);
        String sudo = streams.environment().get("SUDO_USER");
        if (sudo != null) {
            facts.put("sudoUser", sudo);
        }
        return facts;
    }
}
