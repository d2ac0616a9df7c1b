package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.sfu.negotiate.CodecParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The payload types that a subscriber agreed to, by codec, for one track. Immutable. */
final class PayloadTypes {
    static final int NONE = -1;

    private static final String RTX_ORIGINAL = "apt=";
    private static final String[] DISTINGUISHING = {"packetization-mode", "profile-id", "profile-level-id"};

    private final byte[] media = new byte[Codec.values().length];
    private final byte[] retransmission = new byte[Codec.values().length];

    /**
     * @param agreed in the subscriber's order
     * @param sent what the track is sent as; of several payload types of that codec the one with the same profile is taken
     */
    PayloadTypes(List<CodecParameters> agreed, @Nullable CodecParameters sent) {
        Arrays.fill(media, (byte) NONE);
        Arrays.fill(retransmission, (byte) NONE);
        int[] likeness = new int[media.length];
        for (CodecParameters parameters : agreed) {
            Codec codec = parameters.codec();
            int type = parameters.payloadType();
            if (codec == null || codec == Codec.RTX || type < 0 || type > 127) {
                continue;
            }
            int like = 1 + likeness(parameters, sent);
            if (like > likeness[codec.ordinal()]) {
                likeness[codec.ordinal()] = like;
                media[codec.ordinal()] = (byte) type;
                retransmission[codec.ordinal()] = (byte) retransmissionOf(agreed, type);
            }
        }
    }

    /** The payload type of a codec, or {@link #NONE}. */
    int media(Codec codec) {
        return media[codec.ordinal()];
    }

    /** The payload type of its retransmissions, or {@link #NONE}. */
    int retransmission(Codec codec) {
        return retransmission[codec.ordinal()];
    }

    /** Whether what a track sends can be sent on. */
    boolean take(Codec codec) {
        return media(codec) != NONE || codec == Codec.RED && media(Codec.OPUS) != NONE;
    }

    private static int retransmissionOf(List<CodecParameters> agreed, int type) {
        String original = RTX_ORIGINAL + type;
        for (CodecParameters parameters : agreed) {
            if (parameters.codec() == Codec.RTX
                    && Arrays.asList(parameters.fmtp().replace(" ", "").split(";"))
                            .contains(original)) {
                return parameters.payloadType();
            }
        }
        return NONE;
    }

    private static int likeness(CodecParameters one, @Nullable CodecParameters other) {
        if (other == null || !one.name().equalsIgnoreCase(other.name())) {
            return 0;
        }
        int same = 0;
        for (String key : DISTINGUISHING) {
            if (value(one.fmtp(), key).equals(value(other.fmtp(), key))) {
                same++;
            }
        }
        return same;
    }

    /** The value of an fmtp parameter; of a profile with level only the profile, for a level is only a limit. */
    private static String value(String fmtp, String key) {
        for (String part : fmtp.toLowerCase(Locale.ROOT).replace(" ", "").split(";")) {
            if (part.startsWith(key + "=")) {
                String value = part.substring(key.length() + 1);
                return key.equals("profile-level-id") && value.length() == 6 ? value.substring(0, 4) : value;
            }
        }
        return key.equals("profile-level-id") ? "42e0" : "0";
    }
}
