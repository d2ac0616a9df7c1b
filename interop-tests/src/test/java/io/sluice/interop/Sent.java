package io.sluice.interop;

/** What the sender of a track has counted so far for one of its layers. */
record Sent(long packets, long frames, int width) {}
