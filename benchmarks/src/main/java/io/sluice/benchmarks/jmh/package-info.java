/** The stages of the packet path, one at a time. */
@org.jspecify.annotations.NullMarked
package io.sluice.benchmarks.jmh;
