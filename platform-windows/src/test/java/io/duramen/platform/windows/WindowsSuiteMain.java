// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClocks;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of this module in whatever JVM it is started in, and the calls that Wine is known not to have, and prints a line
 * for each: {@code SYSTEM name}, {@code FIGURE what}, {@code PASSED test}, {@code FAILED test}, {@code GAP call error number}.
 */
public final class WindowsSuiteMain {
    private WindowsSuiteMain() {}

    /**
     * Runs them.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.println("SYSTEM " + System.getProperty("os.name") + ", Java " + System.getProperty("java.version"));
        WineGaps.print(System.out);
        ClockInfo info = CpuClocks.best().open().info();
        System.out.println("FIGURE clock " + info.provider() + ", " + info.source() + ": steps of " + info.stepNanos()
                + " ns, " + info.readCostNanos() + " ns a reading");
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage(WindowsSuiteMain.class.getPackageName()))
                .filters(excludeClassNamePatterns(".*IT"))
                .build();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(request, new Printer());
        System.exit(0); // a thread that a failed test has left behind does not hold the run
    }

    private static final class Printer implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            if (test.isTest() || !passed) {
                System.out.println((passed ? "PASSED " : "FAILED ") + name(test));
            }
            result.getThrowable().ifPresent(failure -> {
                StringWriter trace = new StringWriter();
                failure.printStackTrace(new PrintWriter(trace));
                System.out.println(trace);
            });
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            System.out.println("SKIPPED " + name(test));
        }

        private static String name(TestIdentifier test) {
            TestSource source = test.getSource().orElse(null);
            if (source instanceof MethodSource method) {
                String type = method.getClassName();
                return type.substring(type.lastIndexOf('.') + 1) + "." + method.getMethodName();
            }
            return test.getLegacyReportingName();
        }
    }
}
