package io.sluice.benchmarks.floor;

import io.sluice.transport.srtp.SrtpProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the floor is given to do.
 *
 * @param subscribers of its one publisher
 * @param size bytes of a packet before protection
 * @param profile of protection
 * @param burst packets that come at once
 * @param rate packets a second from the publisher; 0 for as many as it can
 * @param segmentation whether the kernel splits bursts to one subscriber (UDP generic segmentation offload)
 * @param seconds how long it is measured
 */
public record FloorLoad(
        int subscribers, int size, SrtpProfile profile, int burst, double rate, boolean segmentation, double seconds) {
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-S", "1"));
        add(arguments, "-n", subscribers);
        add(arguments, "-z", size);
        add(
                arguments,
                "-p",
                switch (profile) {
                    case AEAD_AES_128_GCM -> "gcm";
                    case AEAD_AES_256_GCM -> "gcm256";
                    case AES128_CM_HMAC_SHA1_80 -> "cm";
                });
        add(arguments, "-u", burst);
        if (rate > 0) {
            add(arguments, "-R", String.format(Locale.ROOT, "%.1f", rate));
        }
        if (segmentation) {
            arguments.add("-g");
        }
        add(arguments, "-t", seconds);
        return arguments;
    }

    private static void add(List<String> arguments, String option, Object value) {
        arguments.add(option);
        arguments.add(value.toString());
    }
}
