// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder costs a program that records nothing: it takes longer to load its events than to open a log. */
class UnrecordedLogTest {
    @TempDir
    private Path directory;

    @Test
    void aJvmThatRecordsNothingLoadsNoEvent() throws Exception {
        assertEquals("[]", eventsLoadedBy("nothing"));
    }

    @Test
    void aRecordingThatIsBegunLaterStillGetsThem() throws Exception {
        assertEquals("[io.duramen.wal.Recovery, io.duramen.wal.Roll]", eventsLoadedBy("later"));
    }

    private String eventsLoadedBy(String program) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        program,
                        directory.resolve("log").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String told = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, jvm.waitFor(), told);
        return told;
    }

    /** The other JVM: makes a log, and opens it again. */
    static final class Program {
        private Program() {}

        public static void main(String... args) {
            Path directory = Path.of(args[1]);
            try (WriteAheadLog log = WriteAheadLog.create(directory, WalOptions.defaults())) {
                log.append(ByteBuffer.allocate(100));
            }
            if (args[0].equals("later")) {
                FlightRecorder.getFlightRecorder();
            }
            WriteAheadLog.open(directory, WalOptions.defaults()).close();
            System.out.println(FlightRecorder.getFlightRecorder().getEventTypes().stream()
                    .map(EventType::getName)
                    .filter(name -> List.of("io.duramen.wal.Recovery", "io.duramen.wal.Roll")
                            .contains(name))
                    .sorted()
                    .toList());
        }
    }
}
