// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report is changed in one place; whichever it is, some other number must speak against it. */
class PowerCheckTest {
    private static final String RUN = "/kills/runs/7";

    private final ObjectNode report = Reports.sound();

    private static void requireFound(ObjectNode report, String what) {
        assertFalse(PowerCheck.of(report).agrees(), () -> what + " was not found");
    }

    private ObjectNode at(String path) {
        return (ObjectNode) report.at(path);
    }

    private void contradicts(String path, String field, Consumer<ObjectNode> change) {
        change.accept(at(path));
        requireFound(report, path + "/" + field);
    }

    private void oneMore(String path, String field) {
        contradicts(path, field, node -> node.put(field, node.get(field).longValue() + 1));
    }

    @Test
    @Tag("S1.62")
    void aSoundReportAgreesWithItself() {
        PowerCheck.Finding finding = PowerCheck.of(report);

        assertEquals(List.of(), finding.contradictions());
        assertTrue(finding.checks() > 300, () -> "" + finding.checks());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cycles", "planned", "stores", "acknowledged", "untold", "vanished", "random", "killedExit"})
    @Tag("S1.62")
    void aTotalOfTheKillsThatIsOneOffIsFound(String field) {
        oneMore("/kills", field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crashes", "states", "recoveryCrashes", "verifications", "rounds"})
    @Tag("S1.62")
    void aTotalOfTheSimulatedDiskThatIsOneOffIsFound(String field) {
        oneMore("/simulated", field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crashes", "states", "recoveryCrashes", "verifications"})
    @Tag("S1.62")
    void aNumberOfAWorkloadThatIsOneOffIsFound(String field) {
        oneMore("/simulated/workloads/0", field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "store", "exit", "tried", "found", "acknowledgements"})
    @Tag("S1.62")
    void aNumberOfAKillThatIsOneOffIsFound(String field) {
        oneMore(RUN, field);
    }

    @Test
    @Tag("S1.62")
    void moreAcknowledgedThanFoundIsFound() {
        contradicts(
                RUN,
                "acknowledged",
                run -> run.put("acknowledged", run.get("found").longValue() + 1));
    }

    @Test
    @Tag("S1.62")
    void aSeedUsedTwiceIsFound() {
        contradicts(
                RUN,
                "seed",
                run -> run.put("seed", at("/kills/runs/3").get("seed").longValue()));
    }

    @Test
    @Tag("S1.62")
    void aRoundsSeedUsedTwiceIsFound() {
        contradicts("/simulated/workloads/0", "seeds", workload -> ((ArrayNode) workload.get("seeds")).add(11));
    }

    @Test
    @Tag("S1.59")
    @Tag("S1.62")
    void aPointThatWasNeverReachedIsFound() {
        contradicts("/kills/points/4", "kills", point -> point.put("kills", 0));
    }

    @Test
    @Tag("S1.59")
    void aPointThatIsLeftOutIsFound() {
        ((ArrayNode) report.at("/kills/points")).remove(4);
        requireFound(report, "a point left out");
    }

    @Test
    @Tag("S1.62")
    void aKillCountedUnderAnotherPointIsFound() {
        contradicts(
                RUN,
                "point",
                run -> run.put("point", at("/kills/runs/8").get("point").stringValue()));
    }

    @Test
    @Tag("S1.62")
    void aBoundThatIsTooGoodIsFound() {
        contradicts("/kills", "upper95", kills -> kills.put("upper95", 0.01));
    }

    @Test
    @Tag("S1.62")
    void aPointsBoundAndTheRuleOfThreeAreChecked() {
        contradicts("/kills/points/0", "upper95", point -> point.put("upper95", 0.5));
        contradicts("/kills", "ruleOfThree", kills -> kills.put("ruleOfThree", 0.5));
    }

    @Test
    @Tag("S1.62")
    void statesMissingAtAPointAreFound() {
        contradicts(
                "/simulated/workloads/0/points",
                "after the last operation",
                points -> points.remove("after the last operation"));
    }

    @Test
    @Tag("S1.62")
    void aViolationAndAPassContradictEachOther() {
        contradicts("", "passed", all -> ((ArrayNode) all.get("violations")).add("something is lost"));
    }

    @Test
    @Tag("S1.62")
    void aPassOfNothingAtAllIsNone() {
        ObjectNode nothing = Reports.of(List.of(), 0, List.of());
        ObjectNode simulated = (ObjectNode) nothing.get("simulated");
        ((ArrayNode) simulated.get("workloads")).removeAll();
        for (String total : List.of("crashes", "states", "recoveryCrashes", "verifications")) {
            simulated.put(total, 0);
        }
        simulated.putNull("upper95IfIndependent");

        assertEquals(
                List.of("passed though nothing was done"),
                PowerCheck.of(nothing).contradictions());
    }

    @Test
    void aNumberThatIsMissingIsFound() {
        at("/kills").remove("cycles");

        assertEquals(List.of("cycles is missing"), PowerCheck.of(report).contradictions());
    }

    @Test
    void aReportThatTellsOfAViolationMayHaveEndedEarly() {
        List<KillRun> runs = Reports.runs(PowerPlan.least());

        assertEquals(
                List.of(),
                PowerCheck.of(Reports.of(runs, PowerPlan.least() + 50, List.of("lost")))
                        .contradictions());
    }
}
