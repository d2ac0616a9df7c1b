package io.sluice.sfu.publish;

/**
 * A published data track as everybody is told of it.
 *
 * @param sid {@code DTR_…}
 * @param wish how its publisher described it
 */
public record DataTrackInfo(String sid, DataTrackWish wish) {}
