/** Arithmetic of wrapping numbers: unwrapping to 64 bits and renumbering without gaps. Nothing else compares sequence numbers. */
package io.sluice.rtp.seq;
