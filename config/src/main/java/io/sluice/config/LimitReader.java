package io.sluice.config;

/** Reads {@code limit}, and the old names some limits had under {@code room}. */
final class LimitReader {
    private final Settings settings;
    private final Findings findings;

    LimitReader(Settings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    LimitConfig read() {
        return new LimitConfig(
                settings.number("limit.num_tracks"),
                settings.decimal("limit.bytes_per_sec"),
                settings.number("limit.subscription_limit_video"),
                settings.number("limit.subscription_limit_audio"),
                formerlyOfRoom("max_metadata_size"),
                settings.number("limit.max_attributes_size"),
                formerlyOfRoom("max_room_name_length"),
                formerlyOfRoom("max_participant_identity_length"),
                settings.number("limit.max_participant_name_length"),
                settings.number("limit.max_data_blob_key_length"),
                settings.number("limit.max_data_blobs_size"),
                settings.number("limit.max_data_track_custom_encoding_length"),
                settings.number("limit.signal_message_size_limit"),
                settings.number("limit.agent_signal_message_size_limit"),
                settings.number("limit.max_api_request_body_size"));
    }

    private int formerlyOfRoom(String name) {
        int old = settings.number("room." + name);
        int current = settings.number("limit." + name);
        if (old != 0) {
            findings.warn("room." + name + " is the old name of limit." + name);
            return old;
        }
        return current;
    }
}
