package io.sluice.config;

import io.sluice.config.keys.KnownKey;
import io.sluice.config.keys.KnownKeys;
import io.sluice.config.keys.NearestKey;
import io.sluice.config.keys.ValueReader;
import io.sluice.config.yaml.YamlDocument;
import io.sluice.config.yaml.YamlNode;
import io.sluice.config.yaml.YamlNode.Kind;
import io.sluice.config.yaml.YamlNode.Mapping;
import io.sluice.config.yaml.YamlNode.Scalar;
import io.sluice.config.yaml.YamlNode.Sequence;
import io.sluice.config.yaml.YamlReader;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes the keys out of a YAML document, holding each against the table of known keys. */
final class DocumentLayer {
    /** What the table is asked for: its own notation ({@code a.b}, {@code a[]}, {@code *}) must not get in. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final String name;
    private final boolean strict;
    private final Settings settings;
    private final Findings findings;

    private DocumentLayer(String name, boolean strict, Settings settings, Findings findings) {
        this.name = name;
        this.strict = strict;
        this.settings = settings;
        this.findings = findings;
    }

    /** @param strict whether unknown keys are problems rather than warnings */
    static void apply(Document document, boolean strict, Settings settings, Findings findings) {
        DocumentLayer layer = new DocumentLayer(document.name(), strict, settings, findings);
        YamlDocument yaml = YamlReader.read(document.text());
        for (YamlDocument.Fault fault : yaml.faults()) {
            findings.problem(ProblemCode.SYNTAX, layer.at(fault.line()), "", fault.message());
        }
        if (yaml.root() instanceof Mapping root) {
            layer.section("", "", root);
        } else if (yaml.root() != null && !isNothing(yaml.root())) {
            String got = "expected keys with values, got " + yaml.root().describe();
            findings.problem(ProblemCode.WRONG_TYPE, layer.at(yaml.root().line()), "", got);
        }
    }

    /**
     * @param known path in the table, empty or ending in a dot
     * @param actual path as it goes into messages, empty or ending in a dot
     */
    private void section(String known, String actual, Mapping section) {
        section.entries().forEach((key, entry) -> {
            if (!NAME.matcher(key).matches()) {
                unknown(actual + key, entry.line());
                return;
            }
            String path = known + key;
            if (KnownKeys.find(path) == null && !isBranch(path)) {
                path = known + '*';
            }
            node(path, actual + key, entry);
        });
    }

    private void node(String known, String actual, YamlNode.Entry entry) {
        YamlNode value = entry.value();
        KnownKey key = KnownKeys.find(known);
        if (key != null) {
            value(key, actual, entry);
        } else if (!isBranch(known)) {
            unknown(actual, entry.line());
        } else if (isNothing(value)) {
            // A section with every key commented out.
            return;
        } else if (KnownKeys.isSection(known) && value instanceof Mapping section) {
            section(known + '.', actual + '.', section);
        } else if (KnownKeys.isSection(known + "[]") && value instanceof Sequence list) {
            sections(known + "[].", actual, list);
        } else {
            String expected = KnownKeys.isSection(known) ? "a section" : "a list of sections";
            wrongType(actual, entry.line(), "expected " + expected + ", got " + value.describe());
        }
    }

    private void sections(String known, String actual, Sequence list) {
        settings.setListSize(actual, list.items().size());
        for (int i = 0; i < list.items().size(); i++) {
            YamlNode item = list.items().get(i);
            String path = actual + '[' + i + ']';
            if (item instanceof Mapping section) {
                section(known, path + '.', section);
            } else {
                wrongType(path, item.line(), "expected a section, got " + item.describe());
            }
        }
    }

    private void value(KnownKey key, String actual, YamlNode.Entry entry) {
        if (isNothing(entry.value())) {
            return;
        }
        try {
            settings.set(new Setting(key, actual, ValueReader.read(key, entry.value()), at(entry.line())));
        } catch (ValueReader.WrongValue e) {
            wrongType(actual, entry.line(), e.getMessage());
        }
    }

    private void unknown(String actual, int line) {
        Optional<String> nearest = NearestKey.to(actual.replaceAll("\\[\\d+]", "[]"));
        String message = "unknown key"
                + nearest.map(meant -> "; did you mean " + meant + "?").orElse("");
        if (strict) {
            findings.problem(ProblemCode.UNKNOWN_KEY, at(line), actual, message);
        } else {
            findings.warn(at(line) + ": " + actual + ": " + message);
        }
    }

    private void wrongType(String actual, int line, String message) {
        findings.problem(ProblemCode.WRONG_TYPE, at(line), actual, message);
    }

    private static boolean isBranch(String known) {
        return KnownKeys.isSection(known) || KnownKeys.isSection(known + "[]");
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }

    private String at(int line) {
        return name + ':' + line;
    }
}
