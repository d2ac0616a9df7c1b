package io.sluice.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration a server must not start with. Tells everything that is wrong with it, one line each. */
public final class ConfigException extends Exception {
    private final transient List<Problem> problems;

    /** @param problems at least one, the most basic first */
    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Code of the first problem. */
    public ProblemCode code() {
        return problems.getFirst().code();
    }

    /** Everything found, in the order in which it stands in the sources. */
    public List<Problem> problems() {
        return problems;
    }
}
