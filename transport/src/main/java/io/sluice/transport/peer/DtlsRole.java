package io.sluice.transport.peer;

import io.sluice.transport.dtls.Setup;

/** The DTLS role we take where the peer leaves us the choice. The only place that decides what an answer says. */
public enum DtlsRole {
    /** DTLS client. Saves a round trip: our hello follows our first Binding response at once. */
    ACTIVE,
    /** DTLS server, so that the SRTP profile is our choice out of the peer's list. */
    PASSIVE;

    /** Our role once the peer's description is known (RFC 8842 §5.2); {@link Setup#ACTIVE} or {@link Setup#PASSIVE}. */
    public Setup against(Setup remote) {
        return switch (remote) {
            case ACTIVE -> Setup.PASSIVE;
            case PASSIVE -> Setup.ACTIVE;
            case ACTPASS -> this == ACTIVE ? Setup.ACTIVE : Setup.PASSIVE;
        };
    }
}
