/** Finding lost packets, asking for them, and keeping sent ones to send them again. */
package io.sluice.rtp.loss;
