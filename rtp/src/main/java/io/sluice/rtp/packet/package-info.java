/**
 * Bounds-checked windows over the bytes of RTP and RTCP packets.
 *
 * <p>Conventions of the whole module: offsets are absolute indices into the array they belong to. A 32-bit SSRC or timestamp is a plain
 * {@code int} whose bits are the value; compare with {@code ==}, print with {@link java.lang.Integer#toUnsignedLong}. A sequence number is
 * an {@code int} from 0 to 65535. Numbers that were unwrapped to 64 bits are {@code long} and never negative, so that -1 can mean "none".
 * Whatever reads bytes from the network answers with a boolean or -1 and throws nothing.
 */
package io.sluice.rtp.packet;
