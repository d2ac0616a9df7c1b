package io.sluice.config;

import io.sluice.config.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads {@code room}. */
final class RoomReader {
    private static final List<CodecSpec> ALL_CODECS = Stream.of(
                    "audio/PCMU",
                    "audio/PCMA",
                    "audio/opus",
                    "audio/red",
                    "video/VP8",
                    "video/H264",
                    "video/VP9",
                    "video/AV1",
                    "video/H265",
                    "video/rtx")
            .map(mime -> new CodecSpec(mime, ""))
            .toList();

    private final Settings settings;
    private final Findings findings;

    RoomReader(Settings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    RoomConfig read() {
        return new RoomConfig(
                settings.flag("room.auto_create"),
                codecs(),
                settings.number("room.max_participants"),
                Duration.ofSeconds(settings.number("room.empty_timeout")),
                Duration.ofSeconds(settings.number("room.departure_timeout")),
                settings.flag("room.enable_remote_unmute"),
                playoutDelay(),
                settings.flag("room.sync_streams"),
                settings.number("room.update_batch_target_size"),
                configurations());
    }

    private List<CodecSpec> codecs() {
        int size = settings.listSize("room.enabled_codecs");
        if (size < 0) {
            return ALL_CODECS;
        }
        List<CodecSpec> codecs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String path = "room.enabled_codecs[" + i + ']';
            String mime = settings.text(path + ".mime");
            if (!mime.startsWith("audio/") && !mime.startsWith("video/")) {
                findings.problem(
                        ProblemCode.OUT_OF_RANGE,
                        settings.where(path + ".mime"),
                        path + ".mime",
                        "expected a codec such as video/VP8 or audio/opus");
            }
            codecs.add(new CodecSpec(mime, settings.text(path + ".fmtp_line")));
        }
        return codecs;
    }

    private PlayoutDelay playoutDelay() {
        int min = settings.number("room.playout_delay.min");
        int max = settings.number("room.playout_delay.max");
        if (max != 0 && min > max) {
            String key = "room.playout_delay.min";
            findings.problem(ProblemCode.OUT_OF_RANGE, settings.where(key), key, min + " is more than max, " + max);
        }
        return new PlayoutDelay(settings.flag("room.playout_delay.enabled"), min, max);
    }

    private Map<String, String> configurations() {
        Map<String, String> configurations = new LinkedHashMap<>();
        String key = "room.room_configurations";
        settings.tree(key).entries().forEach((name, entry) -> {
            if (entry.value() instanceof YamlNode.Mapping configuration) {
                configurations.put(name, YamlAsJson.text(configuration));
            } else {
                findings.problem(
                        ProblemCode.WRONG_TYPE,
                        settings.where(key),
                        key + '.' + name,
                        "expected a section, got " + entry.value().describe());
            }
        });
        return configurations;
    }
}
