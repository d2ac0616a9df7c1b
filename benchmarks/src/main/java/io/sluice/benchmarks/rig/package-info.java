/** A publisher, subscribers and the real packet path between them, on loopback. */
@org.jspecify.annotations.NullMarked
package io.sluice.benchmarks.rig;
