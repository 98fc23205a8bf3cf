// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.seal.primitive.Bech32m;
import io.duramen.seal.primitive.DeterministicRandom;
import io.duramen.seal.primitive.Hpke;
import io.duramen.seal.token.Token;
import io.duramen.testkit.SimDisk;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A key that never leaves its token, against the real SoftHSM2. */
class TokenSlotTest {
    private static final byte[] NONCE = new byte[12];
    private static final byte[] BOUND = {1, 2, 3};
    private static final byte[] MESSAGE = new byte[32];

    private static Path library = Path.of("");

    private final SimDisk disk = SimDisk.create();

    @BeforeAll
    static void makeAToken() throws Exception {
        library = SoftHsm.withToken();
    }

    @Test
    @Tag("S3.17")
    void aTokenOpensTheKeyringItWasAddedTo() {
        try (Keyring keyring = TestKeyrings.create(disk)) {
            assertEquals(2, keyring.addSlot(token(), "smart card"));
            assertEquals("pkcs11", keyring.slots().get(1).type());
        }
        for (int i = 0; i < 2; i++) {
            try (Keyring keyring = open(token())) {
                assertEquals(2, keyring.openedSlot());
            }
        }
    }

    @Test
    void aTokenMakesAKeyringToo() {
        Keyring.create(disk, token(), TestKeyrings.QUICK).close();
        open(token()).close();
        assertThrows(KeyRefusedException.class, () -> TestKeyrings.open(disk));
    }

    @Test
    void aTokenWithoutTheKeyOfThisKeyringOpensNothing() {
        TestKeyrings.create(disk).close();
        assertThrows(KeyRefusedException.class, () -> open(token()));
    }

    @Test
    void anAlteredSlotIsRefusedLikeAWrongKey() {
        Keyring.create(disk, token(), TestKeyrings.QUICK).close();
        byte[] file = disk.bytes("keyring");
        for (String part : new String[] {"\"seed\":\"", "\"nonce\":\"", "\"wrapped\":\"", "\"commitment\":\""}) {
            byte[] edited = new KeyringEditor(file)
                    .replace(part, c -> c == '0' ? '1' : '0')
                    .bytes();
            SimDisk altered = TestFiles.with(edited, edited);
            assertThrows(KeyRefusedException.class, () -> Keyring.unlock(altered, token(), TestKeyrings.QUICK), part);
        }
    }

    @Test
    void aWrongPinIsRefusedAndAMissingTokenIsSaid() {
        assertThrows(KeyRefusedException.class, () -> Unlock.pkcs11(library, 0, "000000".toCharArray()));
        assertEquals("TOKEN_UNAVAILABLE", code(() -> Unlock.pkcs11(library, 99, SoftHsm.PIN)));
        assertEquals("TOKEN_UNAVAILABLE", code(() -> Unlock.pkcs11(library, 1, SoftHsm.PIN)));
        assertEquals("TOKEN_UNAVAILABLE", code(() -> Unlock.pkcs11(Path.of("no-such-library.so"), 0, SoftHsm.PIN)));
        assertEquals("TOKEN_UNAVAILABLE", code(() -> Unlock.pkcs11(Path.of("pom.xml"), 0, SoftHsm.PIN)));
        token().close();
    }

    @Test
    void theTokenEncryptsAndOpensOnlyWhatIsBoundAsItWas() {
        try (Token token = Token.logIn(library, 0, SoftHsm.PIN)) {
            token.makeKey("one");
            token.makeKey("other");
            byte[] sealed = token.encrypt("one", NONCE, BOUND, MESSAGE);
            assertEquals(48, sealed.length);
            assertArrayEquals(MESSAGE, token.decrypt("one", NONCE, BOUND, sealed));
            assertNull(token.decrypt("other", NONCE, BOUND, sealed), "another key");
            assertNull(token.decrypt("none", NONCE, BOUND, sealed), "no key");
            assertNull(token.decrypt("one", NONCE, new byte[3], sealed), "bound to something else");
            sealed[3] ^= 1;
            assertNull(token.decrypt("one", NONCE, BOUND, sealed), "altered");
            sealed[3] ^= 1;
            assertNotNull(token.decrypt("one", NONCE, BOUND, sealed), "and still usable");
        }
    }

    /** Read as anybody may who has the PIN, with settings of his own. */
    @Test
    @Tag("S3.18")
    void itsKeysCanNeitherBeReadNorWrappedOut() throws Exception {
        try (Token token = Token.logIn(library, 0, SoftHsm.PIN)) {
            token.makeKey("kept inside");
        }
        Provider provider = Security.getProvider("SunPKCS11")
                .configure("--name = reader\nlibrary = " + library + "\nslotListIndex = 0\n");
        KeyStore keys = KeyStore.getInstance("PKCS11", provider);
        keys.load(null, SoftHsm.PIN);
        try {
            Key key = keys.getKey("kept inside", null);
            assertNull(key.getEncoded());
            assertTrue(key.toString().contains("sensitive, unextractable"), key.toString());
        } finally {
            ((AuthProvider) provider).logout();
        }
    }

    @Test
    @Tag("S3.20")
    void aRevocationSealsForATokenThatIsPresented() {
        try (Keyring keyring = TestKeyrings.create(disk)) {
            keyring.addSlot(token(), null);
            byte[] stolen = Hpke.publicKey(new DeterministicRandom(4).bytes(32));
            int device = keyring.enrol(new String(Bech32m.encode("duramendev", stolen)), "stolen")
                    .deviceId();
            Revocation revocation =
                    Revocation.soft(device, "stolen").presenting(TestKeyrings.password(TestKeyrings.PASSWORD));
            assertEquals("SLOTS_NOT_PRESENTED", code(() -> keyring.revoke(revocation)));
            keyring.revoke(Revocation.soft(device, "stolen")
                    .presenting(TestKeyrings.password(TestKeyrings.PASSWORD))
                    .presenting(token()));
        }
        open(token()).close();
    }

    private Keyring open(Unlock unlock) {
        return Keyring.unlock(disk, unlock, TestKeyrings.QUICK);
    }

    private static Unlock token() {
        return Unlock.pkcs11(library, 0, SoftHsm.PIN);
    }

    private static String code(org.junit.jupiter.api.function.Executable attempt) {
        return assertThrows(SealException.class, attempt).code();
    }
}
