// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What cannot be undone is done for those who say so. */
public final class Consent {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec verb;

    @Option(names = "--yes", description = "Really do it.")
    private boolean yes;

    /** Makes the option, to be filled in. */
    public Consent() {}

    /**
     * Refuses to go on without it.
     *
     * @param what what would be done and cannot be undone, with the verb first
     */
    public void require(String what) {
        if (!yes) {
            throw new ParameterException(
                    Objects.requireNonNull(verb).commandLine(), what + "; say --yes to do it. Nothing was changed.");
        }
    }
}
