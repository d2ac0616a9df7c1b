package io.sluice.signaling.sdp;

import io.sluice.sfu.negotiate.Direction;
import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that may stand above all sections as well as in one, where the section's own win: ICE (RFC 8839), certificate and role of
 * DTLS (RFC 8122, RFC 8842), direction.
 */
final class TransportAttributes {
    private static final int MAX_CANDIDATES = 256;
    private static final int MAX_CREDENTIAL = 256;
    private static final int MIN_UFRAG = 4;
    private static final int MIN_PASSWORD = 22;

    private final @Nullable TransportAttributes session;
    private final List<IceCandidate> candidates = new ArrayList<>();
    private @Nullable String ufrag;
    private @Nullable String password;
    private @Nullable Fingerprint fingerprint;
    private @Nullable Setup setup;
    private @Nullable Direction direction;
    private boolean endOfCandidates;
    private int lastIceLine;

    TransportAttributes(@Nullable TransportAttributes session) {
        this.session = session;
    }

    /** Takes the attribute if it is one of these. */
    void take(SdpLine line) throws SdpException {
        switch (line.name()) {
            case "ice-ufrag" -> {
                ufrag = credential(line, MIN_UFRAG);
                lastIceLine = line.number();
            }
            case "ice-pwd" -> {
                password = credential(line, MIN_PASSWORD);
                lastIceLine = line.number();
            }
            case "fingerprint" -> fingerprint(line);
            case "setup" -> setup = setup(line);
            case "candidate" -> candidate(line);
            case "end-of-candidates" -> endOfCandidates = true;
            case "sendrecv" -> direction = Direction.SENDRECV;
            case "sendonly" -> direction = Direction.SENDONLY;
            case "recvonly" -> direction = Direction.RECVONLY;
            case "inactive" -> direction = Direction.INACTIVE;
            default -> {}
        }
    }

    @Nullable
    IceParameters ice() throws SdpException {
        String name = ufrag != null || session == null ? ufrag : session.ufrag;
        String secret = password != null || session == null ? password : session.password;
        if (name == null && secret == null) {
            return null;
        }
        if (name == null || secret == null) {
            int line = lastIceLine == 0 && session != null ? session.lastIceLine : lastIceLine;
            throw new SdpException(line, "ice-ufrag and ice-pwd come in pairs");
        }
        return new IceParameters(name, secret);
    }

    @Nullable
    Fingerprint fingerprint() {
        return fingerprint != null || session == null ? fingerprint : session.fingerprint;
    }

    @Nullable
    Setup setup() {
        return setup != null || session == null ? setup : session.setup;
    }

    Direction direction() {
        if (direction != null) {
            return direction;
        }
        return session == null ? Direction.SENDRECV : session.direction();
    }

    List<IceCandidate> candidates() {
        return candidates;
    }

    boolean endOfCandidates() {
        return endOfCandidates || (session != null && session.endOfCandidates);
    }

    private static String credential(SdpLine line, int min) throws SdpException {
        String value = line.argument();
        if (value.length() < min || value.length() > MAX_CREDENTIAL) {
            throw line.broken("length of an ICE credential");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            // Wider than the grammar, since clients are: but a colon would tear STUN's USERNAME apart.
            if (c <= 0x20 || c >= 0x7F || c == ':') {
                throw line.broken("character in an ICE credential");
            }
        }
        return value;
    }

    /** Of several hashes of one certificate SHA-256 is kept, or else the first. */
    private void fingerprint(SdpLine line) throws SdpException {
        Words words = new Words(line.argument());
        String algorithm = words.next().toLowerCase(Locale.ROOT);
        String value = words.next().toUpperCase(Locale.ROOT);
        if (algorithm.isEmpty() || !isHash(value)) {
            throw line.broken("fingerprint");
        }
        if (fingerprint == null
                || (algorithm.equals("sha-256") && !fingerprint.algorithm().equals("sha-256"))) {
            fingerprint = new Fingerprint(algorithm, value);
        }
    }

    /** Pairs of hexadecimal digits joined by colons; no hash has more than 64 bytes. */
    private static boolean isHash(String value) {
        if (value.length() % 3 != 2 || value.length() > 64 * 3) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean good = i % 3 == 2 ? c == ':' : (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
            if (!good) {
                return false;
            }
        }
        return true;
    }

    private static Setup setup(SdpLine line) throws SdpException {
        return switch (line.argument()) {
            case "actpass" -> Setup.ACTPASS;
            case "active" -> Setup.ACTIVE;
            case "passive" -> Setup.PASSIVE;
            default -> throw line.broken("setup");
        };
    }

    /** What cannot be used is passed over, and with rtcp-mux there is nothing for the second component to carry. */
    private void candidate(SdpLine line) throws SdpException {
        SdpCandidate read = SdpCandidate.read(line.argument());
        if (read == null || read.candidate().component() != 1) {
            return;
        }
        if (candidates.size() == MAX_CANDIDATES) {
            throw line.broken("too many candidates");
        }
        candidates.add(read.candidate());
    }
}
