/** The C program that does the least a forwarder can do, as a yardstick. It is not part of this project. */
@org.jspecify.annotations.NullMarked
package io.sluice.benchmarks.floor;
