// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.cli.log.NewFile;
import io.duramen.commit.Ed25519Signer;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.SignedRoot;
import io.duramen.commit.StateView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a store's root, or signs it. */
@Command(
        name = "root",
        description = {
            "Show the root that stands for every key and value of a store. With --sign, sign it: whoever has the public key can "
                    + "then check proofs without having seen the store."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen root /var/lib/notes",
            "  openssl genpkey -algorithm ed25519 -out key.pem",
            "  openssl pkey -in key.pem -pubout -out public.pem",
            "  duramen root /var/lib/notes --sign key.pem --out notes.root"
        })
final class StateRootCommand extends BaseCommand {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Option(
            names = "--sign",
            paramLabel = "FILE",
            description = "Sign the root with the Ed25519 private key in this file: PEM, or 64 hexadecimal digits.")
    private @Nullable Path key;

    @Option(names = "--out", paramLabel = "FILE", description = "With --sign: write the signed root to a new file.")
    private @Nullable Path out;

    @Parameters(paramLabel = "DIR", description = "The store; it may be open elsewhere.")
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    StateRootCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        if (out != null && key == null) {
            throw new ParameterException(spec.commandLine(), "--out goes with --sign FILE");
        }
        Ed25519Signer signer = key == null ? null : KeyFiles.signer(key);
        try (Opened<ReadableStore> opened = new Stores(streams(), opening).openReadOnly(directory)) {
            int exit = Damage.warn(streams(), opened.store());
            if (signer == null) {
                StateView version = opened.store().snapshot();
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("storeId", opened.store().recoveryReport().storeId().toString());
                facts.put("lsn", version.lsn());
                facts.put("keys", version.size());
                facts.put("root", version.root().toString());
                show(facts, version.root() + "\n");
            } else {
                sign(opened.store(), signer);
            }
            return exit;
        }
    }

    private void sign(ReadableStore store, Ed25519Signer signer) {
        SignedRoot signed = store.signRoot(Instant.now(), signer.publicKey(), signer);
        if (out == null) {
            streams().out().print(signed.toJson());
            return;
        }
        try (NewFile target = NewFile.at(out)) {
            target.line(signed.toJson().stripTrailing());
            target.complete();
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", out.toString());
        facts.put("lsn", signed.lsn());
        facts.put("root", signed.root().toString());
        facts.put("publicKey", HexFormat.of().formatHex(signed.publicKey()));
        show(
                facts,
                "signed root " + signed.root() + " in " + out
                        + "; check a proof against it with: duramen prove --verify" + " PROOF --signed-root " + out
                        + " --key PUBLIC\n");
    }
}
