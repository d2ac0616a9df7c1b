package io.sluice.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param where file and line, environment variable or flag; empty when it is about all of them together
 * @param key path of the key; empty when it is not about one
 * @param message what is wrong; never holds a secret
 */
public record Problem(ProblemCode code, String where, String key, String message) {

    /** One line for people: where, which key, what, and the code in brackets. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        if (!where.isEmpty()) {
            line.append(where).append(": ");
        }
        if (!key.isEmpty()) {
            line.append(key).append(": ");
        }
        return line.append(message).append(" [").append(code.text()).append(']').toString();
    }
}
