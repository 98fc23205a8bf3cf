// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root is signed where the store is, and a proof checked elsewhere with the public key alone. */
class SignedRootCommandsTest {
    /** The first keys of RFC 8032, 7.1, as openssl writes them, and the public one of the second. */
    private static final String PRIVATE = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----
            """;

    private static final String PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            -----END PUBLIC KEY-----
            """;

    private static final String OTHER = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path store;
    private Path proof;
    private Path root;
    private Path publicKey;

    @BeforeEach
    void signARootAndMakeAProof() throws IOException {
        store = temp.resolve("store");
        proof = temp.resolve("a.proof");
        root = temp.resolve("store.root");
        publicKey = Files.writeString(temp.resolve("public.pem"), PUBLIC);
        Path privateKey = Files.writeString(temp.resolve("key.pem"), PRIVATE);
        assertEquals(0, shell.run("init", "--unsealed", store), shell.err());
        assertEquals(0, shell.run("put", "a", "1", store), shell.err());
        assertEquals(0, shell.run("prove", "a", store, "--out", proof), shell.err());
        assertEquals(0, shell.run("root", store, "--sign", privateKey, "--out", root, "--json"), shell.err());
        assertEquals(
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                shell.json().get("publicKey").stringValue());
    }

    private int verify(Path with) {
        return shell.run("prove", "--verify", proof, "--signed-root", root, "--key", with);
    }

    @Test
    void aProofHoldsForARootThatIsSignedByTheKeyTheVerifierTrusts() throws IOException {
        assertEquals(0, verify(publicKey), shell.err());
        assertEquals("the proof holds: \"a\" has the value\n1\n", shell.out());

        assertEquals(ExitCode.DAMAGE, verify(Files.writeString(temp.resolve("other"), OTHER)));
        assertTrue(shell.err().contains("is not signed by the key in"), shell.err());
    }

    @Test
    void noRootIsTrustedForBeingThere() throws IOException {
        String signed = Files.readString(root);
        int digit = signed.indexOf("\"root\": \"") + 9;
        char other = signed.charAt(digit) == '0' ? '1' : '0';
        Files.writeString(root, signed.substring(0, digit) + other + signed.substring(digit + 1));

        assertEquals(ExitCode.DAMAGE, verify(publicKey));
        assertTrue(shell.err().contains("is not signed by"), shell.err());
        assertEquals(ExitCode.USAGE, shell.run("prove", "--verify", proof));
        assertEquals(ExitCode.USAGE, shell.run("prove", "--verify", proof, "--signed-root", root));
        assertEquals(ExitCode.USAGE, shell.run("prove", "--verify", proof, "--key", publicKey));
        assertEquals(
                ExitCode.USAGE,
                shell.run(
                        "prove",
                        "--verify",
                        proof,
                        "--root",
                        "00".repeat(32),
                        "--signed-root",
                        root,
                        "--key",
                        publicKey));
    }

    @Test
    void anOlderProofIsRefusedByANewerRoot() throws IOException {
        shell.run("put", "a", "2", store);
        Files.delete(root);
        Path privateKey = temp.resolve("key.pem");
        assertEquals(0, shell.run("root", store, "--sign", privateKey, "--out", root), shell.err());

        assertEquals(ExitCode.DAMAGE, verify(publicKey));
        assertTrue(shell.err().contains("does not hold for the root"), shell.err());
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutShowingIt() throws IOException {
        Path bad = Files.writeString(temp.resolve("bad"), "5ecre7" + PUBLIC);

        assertEquals(ExitCode.FAILED, verify(bad));
        assertTrue(shell.err().contains("holds no Ed25519 key"), shell.err());
        assertEquals(ExitCode.FAILED, shell.run("root", store, "--sign", bad));
        assertEquals(-1, shell.err().indexOf("5ecre7"));
        assertEquals(ExitCode.FAILED, shell.run("root", store, "--sign", temp.resolve("none")));
        assertEquals(ExitCode.USAGE, shell.run("root", store, "--out", temp.resolve("x")));
    }

    @Test
    void theRootItselfIsShown() {
        assertEquals(0, shell.run("root", store), shell.err());
        assertTrue(shell.out().matches("[0-9a-f]{64}\n"), shell.out());
        assertEquals(0, shell.run("root", store, "--json"), shell.err());
        assertEquals(1, shell.json().get("lsn").intValue());
    }
}
