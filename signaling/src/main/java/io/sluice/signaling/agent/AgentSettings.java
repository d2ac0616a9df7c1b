package io.sluice.signaling.agent;

import java.time.Duration;

/**
 * How agents are dealt with.
 *
 * @param targetLoad load, 0 to 1, from which a worker gets no more jobs
 * @param recording whether agents may record what users say
 * @param redaction whether they take personal data out of it
 * @param registration how long a worker may take to register
 * @param availability how long a worker may take to say whether it takes a job, before another one is asked
 * @param again after how long a job that all workers let pass in silence is offered again
 * @param farewell how long a worker may take to report the end of a job whose agent has left the room
 * @param termination how long an agent may take to leave after its job was ended by the API, before it is removed
 */
public record AgentSettings(
        double targetLoad,
        boolean recording,
        boolean redaction,
        Duration registration,
        Duration availability,
        Duration again,
        Duration farewell,
        Duration termination) {

    /** LiveKit's times, as far as it has them. */
    public static AgentSettings of(double targetLoad, boolean recording, boolean redaction) {
        return new AgentSettings(
                targetLoad,
                recording,
                redaction,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3));
    }
}
