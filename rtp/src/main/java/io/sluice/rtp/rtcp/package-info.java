/**
 * One class for each RTCP report and feedback message. {@code read} takes the current block of a {@link io.sluice.rtp.packet.RtcpReader} and
 * answers false if the block is something else or too short; the object then must not be asked. {@code write} appends to a
 * {@link io.sluice.rtp.packet.RtcpWriter} and answers false, having written nothing, if there is no room.
 */
package io.sluice.rtp.rtcp;
