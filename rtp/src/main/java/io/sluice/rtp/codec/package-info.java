/**
 * What the bytes in front of a frame tell a forwarder. Nothing here reads further into a payload than the part that end-to-end encryption
 * leaves clear, so encrypted and plain streams take the same path.
 */
package io.sluice.rtp.codec;
