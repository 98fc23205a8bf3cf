// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What every provider of a service interface must pass: one abstract JUnit class an interface, to be extended with a method
 * that makes the provider. Start with {@link io.duramen.contract.CpuClockContract}.
 */
package io.duramen.contract;
