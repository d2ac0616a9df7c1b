package io.sluice.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What tells a publisher from all others: the colour of its picture and the pitch of its tone. */
enum Look {
    RED(220, 40, 40, 440),
    GREEN(40, 200, 40, 660),
    BLUE(40, 40, 220, 880),
    YELLOW(220, 210, 40, 1100);

    /** Video in limited range and a different matrix on the way shift colours by 30 or so. */
    private static final int COLOUR_TOLERANCE = 60;

    /** A bin of the receiver's spectrum is 6 Hz wide. */
    private static final double PITCH_TOLERANCE = 15;

    final List<Integer> colour;
    final int hertz;

    Look(int red, int green, int blue, int hertz) {
        this.colour = List.of(red, green, blue);
        this.hertz = hertz;
    }

    boolean isColour(JsonNode seen) {
        if (!seen.isArray()) {
            return false;
        }
        for (int i = 0; i < 3; i++) {
            if (Math.abs(seen.get(i).asInt() - colour.get(i)) > COLOUR_TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    boolean isPitch(double seen) {
        return Math.abs(seen - hertz) < PITCH_TOLERANCE;
    }
}
