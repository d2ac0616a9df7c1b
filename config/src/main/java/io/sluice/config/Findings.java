package io.sluice.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong and what is merely odd while a configuration is put together. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void problem(ProblemCode code, String where, String key, String message) {
        problems.add(new Problem(code, where, key, message));
    }

    void warn(String line) {
        warnings.add(line);
    }

    /** Whether something is wrong with this very key. */
    boolean isProblem(String key) {
        return problems.stream().anyMatch(problem -> problem.key().equals(key));
    }

    List<Problem> problems() {
        return problems;
    }

    List<String> warnings() {
        return warnings;
    }
}
