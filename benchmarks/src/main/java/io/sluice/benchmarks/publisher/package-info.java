/** A publisher with simulcast whose packets are made once and played for ever. */
@org.jspecify.annotations.NullMarked
package io.sluice.benchmarks.publisher;
