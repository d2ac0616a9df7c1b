/** How much a line carries, from what is sent over it and what its far end reports: {@code docs/algorithms/bandwidth.md}. */
@org.jspecify.annotations.NullMarked
package io.sluice.rtp.bwe;
