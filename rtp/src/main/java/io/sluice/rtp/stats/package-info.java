/** Counters of a stream and the score that is made of them. */
package io.sluice.rtp.stats;
