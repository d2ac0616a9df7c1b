package io.sluice.sfu.measure;

/** Streams of one kind, text or bytes of some sort, as their headers announce them. */
public final class DataStreamCounters {
    /** Announced lengths; a value a stream that announces one. */
    public final Distribution bytes =
            new Distribution(1, 128, 512, 2_048, 8_192, 32_768, 131_072, 524_288, 2_097_152, 8_388_608, 33_554_432);
    /** Receivers that are named; 0 where all are meant. */
    public final Distribution destinations = new Distribution(1, 1, 2, 3, 4, 5, 10, 15, 25, 50);

    DataStreamCounters() {}
}
