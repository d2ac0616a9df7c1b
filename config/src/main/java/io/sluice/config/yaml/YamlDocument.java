package io.sluice.config.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a YAML text.
 *
 * @param root null when the text is empty, holds only comments, or could not be read to its end
 * @param faults in the order of the text
 */
public record YamlDocument(@Nullable YamlNode root, List<Fault> faults) {
    public YamlDocument {
        faults = List.copyOf(faults);
    }

    /** @param line from 1 */
    public record Fault(int line, String message) {}
}
