// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * What a jar says of itself.
 *
 * @param file the jar
 * @param module its module
 * @param headers the main headers of its manifest
 * @param serviceFiles the providers of each service by {@code META-INF/services}
 */
record JarFacts(
        Path file, ModuleDescriptor module, Map<String, String> headers, Map<String, Set<String>> serviceFiles) {
    private static final String SERVICES = "META-INF/services/";
    private static final List<String> REVIEWED = List.of(
            "Bundle-SymbolicName", "Export-Package", "Import-Package", "Provide-Capability", "Require-Capability");
    private static final Pattern REGISTERED = Pattern.compile("osgi.serviceloader=\"([^\"]+)\";register:=\"([^\"]+)\"");
    private static final Pattern SERVICE = Pattern.compile("objectClass:List<String>=\"([^\"]+)\"");

    static JarFacts of(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Map<String, String> headers = new TreeMap<>();
            Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().forEach((key, value) -> headers.put(key.toString(), value.toString()));
            Map<String, Set<String>> files = new TreeMap<>();
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().startsWith(SERVICES) && !entry.isDirectory()) {
                    files.put(entry.getName().substring(SERVICES.length()), lines(jar, entry));
                }
            }
            ModuleDescriptor module =
                    ModuleFinder.of(file).findAll().iterator().next().descriptor();
            return new JarFacts(file, module, headers, files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return module.name();
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Returns the clauses of a header: their names, and behind each its attributes and directives. */
    Map<String, String> clauses(String header) {
        Map<String, String> clauses = new TreeMap<>();
        for (String clause : split(header(header))) {
            int end = clause.indexOf(';');
            clauses.put(end < 0 ? clause : clause.substring(0, end), end < 0 ? "" : clause.substring(end + 1));
        }
        return clauses;
    }

    /** Returns the providers that a mediator registers. */
    Map<String, Set<String>> registered() {
        Map<String, Set<String>> registered = new TreeMap<>();
        Matcher matcher = REGISTERED.matcher(header("Provide-Capability"));
        while (matcher.find()) {
            registered
                    .computeIfAbsent(matcher.group(1), service -> new TreeSet<>())
                    .add(matcher.group(2));
        }
        return registered;
    }

    /** Returns the services that are announced to the resolver. */
    Set<String> services() {
        Set<String> services = new TreeSet<>();
        Matcher matcher = SERVICE.matcher(header("Provide-Capability"));
        while (matcher.find()) {
            services.add(matcher.group(1));
        }
        return services;
    }

    /** Returns both descriptors, as people review them: one statement a line, nothing that changes with each release. */
    String describe() {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int result = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(writer, writer, "--describe-module", "--file", file.toString());
        if (result != 0) {
            throw new IllegalStateException(output.toString());
        }
        StringBuilder text = new StringBuilder(name()).append('\n');
        output.toString()
                .lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .sorted()
                .forEach(line -> text.append(line).append('\n'));
        for (String header : REVIEWED) {
            text.append('\n').append(header).append('\n');
            // What each package uses follows from its classes; bnd knows, people need not.
            split(header(header).replaceAll(";uses:=\"[^\"]*\"", "")).stream()
                    .sorted()
                    .forEach(clause -> text.append("  ").append(clause).append('\n'));
        }
        return text.toString();
    }

    /** Splits at the commas that are not within quotation marks. */
    private static List<String> split(String header) {
        return Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")
                .splitAsStream(header)
                .filter(clause -> !clause.isBlank())
                .toList();
    }

    private static Set<String> lines(JarFile jar, JarEntry entry) throws IOException {
        String text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        Set<String> lines = new TreeSet<>();
        text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(lines::add);
        return lines;
    }

    @Override
    public String toString() {
        return name();
    }
}
