// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.log.NewFile;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.SignedRoot;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

/** Makes and checks proofs. */
@Command(
        name = "prove",
        description = {
            "Prove that a key has its value, or that it is not there, to somebody who knows the store's root.",
            "With --verify, check such a proof; no store is needed for that."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen prove greeting /var/lib/notes --out greeting.proof",
            "  duramen prove --verify greeting.proof --root 5d0c...e1",
            "  duramen prove --verify a.proof --signed-root a.root --key public.pem"
        })
final class ProveCommand extends BaseCommand {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "KEY", description = "The key.")
    private @Nullable String key;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", description = "The store; it may be open elsewhere.")
    private @Nullable Path directory;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the proof to a new file.")
    private @Nullable Path out;

    @Option(names = "--verify", paramLabel = "PROOF", description = "Check the proof in a file.")
    private @Nullable Path proofFile;

    @Option(
            names = "--root",
            paramLabel = "HEX",
            description = "The root to check against, from a source you trust: 64 hexadecimal digits.")
    private @Nullable String root;

    @Option(
            names = "--signed-root",
            paramLabel = "FILE",
            description = "Check against the root in this file, which duramen root --sign made. Goes with --key.")
    private @Nullable Path signedRoot;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The Ed25519 public key of who signed the root, from a source you trust: PEM, or 64 "
                    + "hexadecimal digits.")
    private @Nullable Path publicKey;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    ProveCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        if (proofFile != null) {
            boolean signed = signedRoot != null && publicKey != null;
            boolean partly = signedRoot != null || publicKey != null;
            if ((root != null) == signed || partly != signed || key != null || out != null) {
                throw usage("--verify PROOF goes with --root HEX, or with --signed-root FILE and --key FILE");
            }
            return verify(proofFile, root != null ? trusted(root) : signed(signedRoot, publicKey));
        }
        if (key == null || directory == null || root != null || signedRoot != null || publicKey != null) {
            throw usage("give KEY and DIR to make a proof, or --verify PROOF and a root to check one");
        }
        return prove(key, directory);
    }

    private int prove(String wanted, Path store) {
        byte[] keyBytes = Keys.of(wanted);
        try (Opened<ReadableStore> opened = new Stores(streams(), opening).openReadOnly(store)) {
            int exit = Damage.warn(streams(), opened.store());
            var snapshot = opened.store().snapshot();
            MerkleProof proof = snapshot.prove(keyBytes);
            if (out == null) {
                streams().out().print(proof.toJson());
                streams().err().println("root " + snapshot.root());
            } else {
                write(out, proof.toJson());
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("file", out.toString());
                facts.put("key", wanted);
                facts.put("present", proof.value() != null);
                facts.put("root", snapshot.root().toString());
                show(
                        facts,
                        "proof of \"" + wanted + "\" " + (proof.value() == null ? "(which is not there) " : "") + "in "
                                + out + "; check it with: duramen prove --verify " + out + " --root " + snapshot.root()
                                + "\n");
            }
            return exit;
        }
    }

    private static void write(Path file, String text) {
        try (NewFile target = NewFile.at(file)) {
            target.line(text.stripTrailing());
            target.complete();
        }
    }

    private int verify(Path file, Root trusted) throws IOException {
        MerkleProof proof =
                MerkleProof.parse(text(file, "PROOF_FILE", "make a proof with: duramen prove KEY DIR --out FILE"));
        if (!proof.verify(trusted)) {
            throw new CommandException(
                    ExitCode.DAMAGE,
                    "PROOF_REFUTED",
                    "the proof in " + file + " does not hold for the root " + trusted,
                    Map.of("file", file.toString(), "expected", trusted.toString(), "found", "another root"),
                    "check where the root is from: it must be that of the state the proof was made of",
                    null);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("holds", true);
        facts.put("root", trusted.toString());
        Keys.describe(facts, "key", proof.key());
        byte[] value = proof.value();
        facts.put("present", value != null);
        if (value != null) {
            Keys.describe(facts, "value", value);
        }
        show(facts, holds(proof.key(), value));
        return ExitCode.FINE;
    }

    /** Reads a root that somebody signed. What is in the file counts only if the key that is trusted made its signature. */
    private Root signed(@Nullable Path file, @Nullable Path keyFile) throws IOException {
        if (file == null || keyFile == null) {
            throw usage("--signed-root FILE and --key FILE go together");
        }
        byte[] trustedKey = KeyFiles.publicKey(keyFile);
        SignedRoot signed =
                SignedRoot.parse(text(file, "SIGNED_ROOT_FILE", "sign a root with: duramen root DIR --sign FILE"));
        if (!signed.verify(trustedKey)) {
            throw new CommandException(
                    ExitCode.DAMAGE,
                    "SIGNATURE_REFUTED",
                    "the root in " + file + " is not signed by the key in " + keyFile,
                    Map.of(
                            "file",
                            file.toString(),
                            "expected",
                            "a signature by " + HexFormat.of().formatHex(trustedKey),
                            "found",
                            "one that says " + HexFormat.of().formatHex(signed.publicKey())),
                    "check where the key and the root are from",
                    null);
        }
        return signed.root();
    }

    private static String text(Path file, String code, String hint) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw CommandException.failed(
                    code,
                    "cannot read " + file + ": " + FileErrors.said(e),
                    Map.of("file", file.toString(), "found", FileErrors.said(e)),
                    hint);
        }
    }

    private static String holds(byte[] keyBytes, byte @Nullable [] value) {
        String name = Keys.text(keyBytes);
        String about = "the proof holds: " + (name == null ? "the key" : "\"" + name + "\"");
        if (value == null) {
            return about + " is not there\n";
        }
        String shown = Keys.text(value);
        return about + " has the value\n" + (shown == null ? value.length + " bytes that are not text" : shown) + "\n";
    }

    private Root trusted(String hex) {
        try {
            return Root.parse(hex);
        } catch (IllegalArgumentException notHex) {
            throw usage("--root must be 64 hexadecimal digits, is \"" + hex + "\"");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
