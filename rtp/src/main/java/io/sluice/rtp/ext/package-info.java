/**
 * RTP header extensions by URI. A reader takes the {@link io.sluice.rtp.packet.RtpPacket} and the negotiated id, 0 where the extension is not
 * negotiated, and answers -1 where the packet has no such value.
 */
package io.sluice.rtp.ext;
