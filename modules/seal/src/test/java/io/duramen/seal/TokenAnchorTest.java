// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.seal.token.Token;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.AnchorDamagedException;
import io.duramen.wal.RollbackDetectedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.AnchorMark;
import io.duramen.wal.spi.SegmentDigest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An anchor in a token, against the real SoftHSM2. */
class TokenAnchorTest {
    private static final UUID LOG = new UUID(1, 2);
    private static final String DIGEST = "ab".repeat(32);
    private static final String PACKED = "q6ur".repeat(10) + "q6s";
    private static Path library = Path.of("");

    @BeforeAll
    static void makeAToken() throws Exception {
        library = SoftHsm.withToken();
    }

    @AfterEach
    void leaveNothingInTheToken() {
        try (Token token = Token.logIn(library, 0, SoftHsm.PIN)) {
            anchors(token).forEach(token::deleteEntry);
        }
    }

    private static TokenAnchor anchor() {
        return TokenAnchor.in(library, 0, SoftHsm.PIN, "notes");
    }

    private static AnchorMark mark(long lsn) {
        return new AnchorMark(LOG, 3, lsn, DIGEST, new SegmentDigest(2, 20480, DIGEST));
    }

    private static List<String> anchors(Token token) {
        return token.labels().stream()
                .filter(label -> label.startsWith("duramen/v1 anchor "))
                .toList();
    }

    @Test
    @Tag("S3.52")
    void anOlderCopyOfALogIsRefused() {
        SimDisk disk = SimDisk.create();
        SimDisk older;
        try (TokenAnchor anchor = anchor()) {
            WalOptions options = WalOptions.builder().anchor(anchor).build();
            try (WriteAheadLog log = WriteAheadLog.create(disk, options)) {
                log.append(ByteBuffer.wrap(new byte[] {1}));
            }
            older = disk.crash(0);
            try (WriteAheadLog log = WriteAheadLog.open(disk, options)) {
                log.append(ByteBuffer.wrap(new byte[] {2}));
            }
        }
        try (TokenAnchor anchor = anchor()) {
            WalOptions options = WalOptions.builder().anchor(anchor).build();
            assertThrows(RollbackDetectedException.class, () -> WriteAheadLog.open(older, options));
            WriteAheadLog.open(disk, options).close();
        }
    }

    @Test
    void aMarkIsThereAfterTheNextLogin() {
        try (TokenAnchor anchor = anchor()) {
            assertEquals(Optional.empty(), anchor.read());
            anchor.advance(mark(7));
            anchor.advance(new AnchorMark(LOG, 3, 8, null));
        }
        try (TokenAnchor anchor = anchor()) {
            assertEquals(Optional.of(new AnchorMark(LOG, 3, 8, null)), anchor.read());
        }
        try (TokenAnchor other = TokenAnchor.in(library, 0, SoftHsm.PIN, "note")) {
            assertEquals(Optional.empty(), other.read());
        }
    }

    @Test
    void itNeverGoesBackByItself() {
        try (TokenAnchor anchor = anchor()) {
            anchor.advance(mark(7));
            anchor.advance(mark(6));
            assertEquals(7, anchor.read().orElseThrow().lsn());
            AnchorMark another = new AnchorMark(new UUID(5, 6), 3, 99, DIGEST);
            assertThrows(RollbackDetectedException.class, () -> anchor.advance(another));

            anchor.reset(mark(2));
            assertEquals(2, anchor.read().orElseThrow().lsn());
            anchor.reset(another);
            assertEquals(another, anchor.read().orElseThrow());
        }
    }

    @Test
    void ofTwoMarksThatACrashLeftTheLaterCountsAndTheNextMoveTidiesUp() {
        try (Token token = Token.logIn(library, 0, SoftHsm.PIN)) {
            token.makeEntry("duramen/v1 anchor notes 4 " + LOG + " 3 9 - -");
            token.makeEntry("duramen/v1 anchor notes 5 " + LOG + " 3 2 - -"); // somebody went back by name
        }
        try (TokenAnchor anchor = anchor()) {
            assertEquals(2, anchor.read().orElseThrow().lsn());
            anchor.advance(mark(3));
        }
        try (Token token = Token.logIn(library, 0, SoftHsm.PIN)) {
            assertEquals(
                    List.of("duramen/v1 anchor notes 6 " + LOG + " 3 3 " + PACKED + " 2 20480 " + PACKED),
                    anchors(token));
        }
    }

    @Test
    void whatIsNoMarkIsToldAndNotTakenForNone() {
        try (Token token = Token.logIn(library, 0, SoftHsm.PIN)) {
            token.makeEntry("duramen/v1 anchor notes 4 something");
        }
        try (TokenAnchor anchor = anchor()) {
            AnchorDamagedException damaged = assertThrows(AnchorDamagedException.class, anchor::read);
            assertTrue(damaged.getMessage().contains("something"), damaged::getMessage);
            assertThrows(AnchorDamagedException.class, () -> anchor.advance(mark(3)));
        }
    }

    @Test
    void aWrongPinAndAWrongNameAreRefused() {
        char[] wrong = "000000".toCharArray();
        assertThrows(KeyRefusedException.class, () -> TokenAnchor.in(library, 0, wrong, "notes"));
        assertThrows(IllegalArgumentException.class, () -> TokenAnchor.in(library, 0, SoftHsm.PIN, "no tes"));
    }
}
