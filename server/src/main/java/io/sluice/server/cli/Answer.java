package io.sluice.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Shows what a server answered: as a table, or as it is. */
final class Answer {
    private final PrintWriter out;
    private final boolean json;

    Answer(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /**
     * A row for each of a list.
     *
     * @param columns names, and where their texts come from
     */
    void rows(JsonNode answer, Iterable<JsonNode> list, List<Column> columns) {
        if (json) {
            out.println(answer.toPrettyString());
        } else {
            List<List<String>> table = new ArrayList<>();
            table.add(columns.stream().map(Column::name).toList());
            list.forEach(each -> table.add(
                    columns.stream().map(column -> column.text().apply(each)).toList()));
            print(table);
        }
        out.flush();
    }

    /** One thing whole. */
    void whole(JsonNode answer) {
        out.println(answer.toPrettyString());
        out.flush();
    }

    /** That something was done. */
    void done(JsonNode answer, String words) {
        out.println(json ? answer.toPrettyString() : words);
        out.flush();
    }

    /** A text from elsewhere, in lines; what else would move the cursor is shown as a question mark. */
    void text(JsonNode answer, String text) {
        done(answer, text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?"));
    }

    private void print(List<List<String>> table) {
        int[] widths = new int[table.getFirst().size()];
        for (List<String> row : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /**
     * A column of a table.
     *
     * @param name in its head
     * @param text of a cell
     */
    record Column(String name, Function<JsonNode, String> text) {
        /** The member of that name, as it is; what would move the cursor is shown as a question mark. */
        static Column of(String name, String member) {
            return new Column(name, row -> printable(row.path(member).asText("")));
        }

        /** The member of that name, seconds of the epoch. */
        static Column time(String name, String member) {
            return new Column(
                    name,
                    row -> Instant.ofEpochSecond(row.path(member).asLong()).toString());
        }

        private static String printable(String text) {
            return text.replaceAll("\\p{Cntrl}", "?");
        }
    }
}
