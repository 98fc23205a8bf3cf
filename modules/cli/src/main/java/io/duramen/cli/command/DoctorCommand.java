// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.base.Feature;
import io.duramen.base.Provider;
import io.duramen.base.Support;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.Style;
import io.duramen.clock.CpuClocks;
import io.duramen.commit.StateStores;
import io.duramen.crypto.KeyDerivations;
import io.duramen.crypto.SecretMemories;
import io.duramen.storage.Storages;
import io.duramen.wal.WalProviders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what Duramen finds on this machine. */
@Command(
        name = "doctor",
        description = {
            "Show every provider, what it can do here, what is degraded and why, and the exact flag or package that would mend "
                    + "it. With DIR: whether a store is well placed there."
        },
        footerHeading = "%nExample:%n",
        footer = "  duramen doctor /var/lib/notes")
final class DoctorCommand extends BaseCommand {
    @Parameters(arity = "0..1", paramLabel = "DIR", description = "A directory that holds a store or shall hold one.")
    private @Nullable Path directory;

    DoctorCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        Map<String, Object> facts = new LinkedHashMap<>();
        Lines lines = new Lines();
        Style style = streams().style();
        facts.put("version", Version.number());
        facts.put("machine", machine());
        lines.text(style.heading("machine"));
        lines.line("duramen", Version.number());
        machine().forEach(lines::line);

        boolean fine = true;
        Map<String, Object> services = new LinkedHashMap<>();
        for (Map.Entry<String, List<? extends Provider>> service : services().entrySet()) {
            lines.text("").text(style.heading(service.getKey()));
            services.put(service.getKey(), providers(service.getValue(), lines));
            fine &= service.getValue().stream().anyMatch(Provider::isAvailable);
        }
        facts.put("services", services);
        if (directory != null) {
            DirectoryCheck check = DirectoryCheck.of(directory);
            facts.put("directory", check.facts());
            lines.text("").text(style.heading("directory " + directory));
            check.features().forEach(feature -> feature(feature, lines));
            fine &= check.isFine();
        }
        facts.put("fine", fine);
        show(facts, lines.toString());
        return fine ? ExitCode.FINE : ExitCode.FAILED;
    }

    private static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put(
                "java",
                System.getProperty("java.version") + ", " + System.getProperty("java.vm.name") + ", "
                        + System.getProperty("java.home"));
        machine.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        machine.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return machine;
    }

    private static Map<String, List<? extends Provider>> services() {
        Map<String, List<? extends Provider>> services = new LinkedHashMap<>();
        services.put("storage extras", Storages.allExtras());
        services.put("CPU clock", CpuClocks.all());
        services.put("secret memory", SecretMemories.all());
        services.put("key derivation", KeyDerivations.all());
        services.put("log", WalProviders.all());
        services.put("state store", StateStores.all());
        return services;
    }

    private List<Map<String, Object>> providers(List<? extends Provider> found, Lines lines) {
        List<Map<String, Object>> all = new ArrayList<>();
        boolean chosen = false;
        for (Provider provider : found) {
            boolean available = provider.isAvailable();
            boolean inUse = available && !chosen && provider.priority() >= 0;
            chosen |= inUse;
            List<Feature> features = provider.probe();
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("name", provider.name());
            facts.put("priority", provider.priority());
            facts.put("available", available);
            facts.put("inUse", inUse);
            facts.put("features", features.stream().map(DirectoryCheck::facts).toList());
            all.add(facts);
            String state = inUse ? streams().style().good("in use") : available ? "available" : "not available";
            lines.line(provider.name(), state + ", priority " + provider.priority());
            features.forEach(feature -> feature(feature, lines));
        }
        return all;
    }

    private void feature(Feature feature, Lines lines) {
        Style style = streams().style();
        String word = switch (feature.support()) {
            case SUPPORTED -> style.good("yes");
            case DEGRADED -> style.odd("degraded");
            case UNSUPPORTED -> style.bad("no");
        };
        lines.line("  " + feature.name(), word + (feature.reason() == null ? "" : ": " + feature.reason()));
        if (feature.remedy() != null && feature.support() != Support.SUPPORTED) {
            lines.line("", "mend it: " + feature.remedy());
        }
    }
}
