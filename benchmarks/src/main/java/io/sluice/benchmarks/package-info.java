/** The program behind {@code ./sluice bench}. */
@org.jspecify.annotations.NullMarked
package io.sluice.benchmarks;
