package io.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.yaml.YamlNode.Entry;
import io.sluice.config.yaml.YamlNode.Kind;
import io.sluice.config.yaml.YamlNode.Mapping;
import io.sluice.config.yaml.YamlNode.Scalar;
import io.sluice.config.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
    private static Mapping mapping(String text) {
        YamlDocument document = YamlReader.read(text);
        assertThat(document.faults()).isEmpty();
        return (Mapping) Objects.requireNonNull(document.root());
    }

    private static Scalar scalar(Mapping mapping, String key) {
        return (Scalar) entry(mapping, key).value();
    }

    private static Entry entry(Mapping mapping, String key) {
        return Objects.requireNonNull(mapping.entries().get(key), key);
    }

    @Test
    void everyNodeKnowsItsLine() {
        Mapping root = mapping("# comment\na: 1\nb:\n  - x\n  - y\nc:\n  d: z\n");

        assertThat(entry(root, "a").line()).isEqualTo(2);
        assertThat(entry(root, "b").line()).isEqualTo(3);
        Sequence list = (Sequence) entry(root, "b").value();
        assertThat(list.items()).extracting(YamlNode::line).containsExactly(4, 5);
        Mapping inner = (Mapping) entry(root, "c").value();
        assertThat(entry(inner, "d").line()).isEqualTo(7);
    }

    @Test
    void plainScalarsHaveAKindAndQuotedOnesAreText() {
        Mapping root = mapping("i: 12\nd: 1.5\nt: true\nn: ~\ns: word\nq: \"12\"\n");

        assertThat(scalar(root, "i").kind()).isEqualTo(Kind.INTEGER);
        assertThat(scalar(root, "d").kind()).isEqualTo(Kind.DECIMAL);
        assertThat(scalar(root, "t").kind()).isEqualTo(Kind.BOOLEAN);
        assertThat(scalar(root, "n").kind()).isEqualTo(Kind.NULL);
        assertThat(scalar(root, "s").kind()).isEqualTo(Kind.TEXT);
        assertThat(scalar(root, "q")).isEqualTo(new Scalar(6, Kind.TEXT, "12"));
    }

    @Test
    void anEmptyTextHasNoRoot() {
        assertThat(YamlReader.read("# nothing\n")).isEqualTo(new YamlDocument(null, List.of()));
    }

    @Test
    void twoDocumentsAliasesAndRepeatedKeysAreFaults() {
        assertThat(YamlReader.read("a: 1\n---\nb: 2\n").faults()).hasSize(1);
        assertThat(YamlReader.read("a: &x 1\nb: *x\n").faults()).hasSize(1);
        assertThat(YamlReader.read("a: 1\na: 2\n").faults()).hasSize(1);
    }

    @Test
    void aTextNestedTooDeepIsAFaultAndNotACrash() {
        assertThat(YamlReader.read("[".repeat(100_000)).faults()).hasSize(1);
        assertThat(YamlReader.read("[".repeat(60) + "]".repeat(60)).faults()).hasSize(1);
    }

    @Test
    void aHugeTextIsAFaultOrReadButNotACrash() {
        assertThat(YamlReader.read("a: " + "x".repeat(4_000_000)).faults()).hasSizeLessThan(2);
    }
}
