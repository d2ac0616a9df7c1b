package io.sluice.signaling.agent;

import java.util.random.RandomGenerator;

/** Names for workers, dispatches and jobs: a prefix and twelve letters or digits. */
final class AgentIds {
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 12;

    private final RandomGenerator random;

    AgentIds(RandomGenerator random) {
        this.random = random;
    }

    String worker() {
        return id("AW_");
    }

    String dispatch() {
        return id("AD_");
    }

    String job() {
        return id("AJ_");
    }

    private String id(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
