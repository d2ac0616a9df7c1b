/** What a receiver tells a sender, and the clocks that are read from what a sender tells. */
package io.sluice.rtp.feedback;
