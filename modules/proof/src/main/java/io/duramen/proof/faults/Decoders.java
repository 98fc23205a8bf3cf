// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.testkit.Seeds;
import java.util.List;
import java.util.stream.Stream;

/** Everything that decodes a file, given files that were altered, with checksums mended three times out of four. */
final class Decoders implements Suite {

    static List<Decoder> all() {
        return Stream.of(
                        LogPart.all(),
                        List.<Decoder>of(new LinesFile(), new KeyringFile(), new ProofText()),
                        StorePart.all())
                .flatMap(List::stream)
                .toList();
    }

    static Decoder named(String name) {
        return all().stream()
                .filter(decoder -> decoder.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String name() {
        return "decoders";
    }

    @Override
    public String what() {
        return "files altered and their checksums mended: opened or refused with an error of the library's own, without"
                + " reading or allocating more than the files are worth";
    }

    @Override
    public long build() {
        return 4_500;
    }

    @Override
    public long nightly() {
        return 5_000_000;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        List<Decoder> all = all();
        for (Decoder decoder : all) {
            DecoderWatch watch = new DecoderWatch(decoder);
            List<byte[]> samples = decoder.samples();
            Seeds.inParallel(seed, (cases + all.size() - 1) / all.size(), random -> {
                byte[] altered = Mutation.of(samples.get(random.nextInt(samples.size())), random);
                String outcome = random.nextInt(4) == 0 ? watch.check(altered) : watch.checkMended(altered);
                outcomes.add(decoder.name() + ": " + outcome);
                outcomes.add("files");
            });
        }
    }
}
