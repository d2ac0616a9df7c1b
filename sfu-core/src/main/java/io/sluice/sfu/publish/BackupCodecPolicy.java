package io.sluice.sfu.publish;

/** What the publisher prefers when a subscriber cannot decode the first codec. */
public enum BackupCodecPolicy {
    PREFER_REGRESSION,
    SIMULCAST,
    REGRESSION
}
