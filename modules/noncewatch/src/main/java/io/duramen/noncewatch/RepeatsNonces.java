// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.noncewatch;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that encrypts twice under one key and nonce on purpose, because its keys are published or fixed ones. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RepeatsNonces {

    /**
     * Says why it must.
     *
     * @return the reason, for whoever reads the test
     */
    String value();
}
