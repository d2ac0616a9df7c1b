package io.sluice.sfu.audio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who speaks in a room, and how loud. At every interval it compares each participant's loudest microphone with the round before and tells
 * only the differences.
 */
public final class SpeakerRanking {
    private static final int STEPS = 8;

    private final long intervalNanos;
    private final Map<String, List<LevelMeter>> meters = new LinkedHashMap<>();
    private Map<String, Float> told = new HashMap<>();
    private long deadline = Long.MAX_VALUE;

    /** @param settings those of the microphones */
    public SpeakerRanking(SpeechSettings settings) {
        this.intervalNanos = settings.interval().toNanos();
    }

    /** Adds a microphone of a participant. */
    public void add(String participantSid, LevelMeter meter, long nowNanos) {
        meters.computeIfAbsent(participantSid, sid -> new ArrayList<>(1)).add(meter);
        if (deadline == Long.MAX_VALUE) {
            deadline = nowNanos + intervalNanos;
        }
    }

    /** Removes a microphone. A participant who was speaking is told as stopped in the next round. */
    public void remove(String participantSid, LevelMeter meter) {
        List<LevelMeter> list = meters.get(participantSid);
        if (list != null && list.remove(meter) && list.isEmpty()) {
            meters.remove(participantSid);
        }
    }

    /** When {@link #tick} is due; {@link Long#MAX_VALUE} while there is no microphone and nobody to take back. */
    public long deadline() {
        return deadline;
    }

    /**
     * Lets time pass.
     *
     * @return speakers whose rounded level changed since the last round, and those who stopped, loudest first; mostly empty
     */
    public List<Speaker> tick(long nowNanos) {
        if (nowNanos < deadline) {
            return List.of();
        }
        Map<String, Float> speaking = measure(nowNanos);
        List<Speaker> changed = new ArrayList<>();
        speaking.forEach((sid, level) -> {
            if (!level.equals(told.get(sid))) {
                changed.add(new Speaker(sid, level, true));
            }
        });
        changed.sort(Comparator.comparing(Speaker::level).reversed());
        for (String sid : told.keySet()) {
            if (!speaking.containsKey(sid)) {
                changed.add(new Speaker(sid, 0, false));
            }
        }
        told = speaking;
        boolean idle = meters.isEmpty() && told.isEmpty();
        deadline = idle ? Long.MAX_VALUE : nowNanos + intervalNanos;
        return changed;
    }

    /** Everybody who speaks now, loudest first: for one who has just joined. */
    public List<Speaker> speaking() {
        List<Speaker> all = new ArrayList<>(told.size());
        told.forEach((sid, level) -> all.add(new Speaker(sid, level, true)));
        all.sort(Comparator.comparing(Speaker::level).reversed());
        return all;
    }

    private Map<String, Float> measure(long nowNanos) {
        Map<String, Float> speaking = new LinkedHashMap<>();
        meters.forEach((sid, list) -> {
            double loudest = 0;
            boolean active = false;
            for (LevelMeter meter : list) {
                loudest = Math.max(loudest, meter.level(nowNanos));
                active |= meter.active(nowNanos);
            }
            if (active) {
                speaking.put(sid, (float) (Math.ceil(loudest * STEPS) / STEPS));
            }
        });
        return speaking;
    }
}
