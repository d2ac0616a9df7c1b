package io.sluice.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The tests of this class want a server that was started with these flags besides the usual ones. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ServerFlags {
    String[] value();
}
