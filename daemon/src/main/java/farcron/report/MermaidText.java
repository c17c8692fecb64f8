package farcron.report;

import farcron.job.After.Need;
import farcron.job.JobKey;

import java.util.HashMap;
import java.util.Map;
import java.util.PrimitiveIterator;

/// A chart in the language of Mermaid, which many wikis and code hosts draw.
final class MermaidText {

    /// What may stand as it is behind a letter. At the beginning it could make a list or a rule;
    /// and all other signs mean something in Mermaid, in Markdown or in HTML, through all of which
    /// a label goes. Those are written by their numbers.
    private static final String HARMLESS = " -./";

    private final Map<JobKey, String> ids = new HashMap<>();
    private final StringBuilder text = new StringBuilder("flowchart LR\n");

    private MermaidText() {}

    static String of(Chart chart) {
        MermaidText drawing = new MermaidText();
        chart.nodes().forEach(drawing::node);
        chart.edges().forEach(drawing::edge);
        return drawing.text.append("  classDef bad stroke:red\n").toString();
    }

    private void node(Chart.Node node) {
        String id = "j" + (ids.size() + 1);
        ids.put(node.key(), id);
        text.append("  ").append(id).append("[\"").append(label(node.shown()));
        if (!node.state().isEmpty()) {
            text.append("<br/>").append(node.state());
        }
        text.append(node.bad() ? "\"]:::bad\n" : "\"]\n");
    }

    private void edge(Chart.Edge edge) {
        text.append("  ").append(ids.get(edge.from())).append(edge.any() ? " -.->" : " -->");
        if (edge.need() != Need.OK) {
            text.append('|').append(edge.need().word()).append('|');
        }
        text.append(' ').append(ids.get(edge.to())).append('\n');
    }

    static String label(String name) {
        StringBuilder label = new StringBuilder();
        String shown = Printable.line(name);
        String harmless = shown.matches("\\p{L}.*") ? HARMLESS : "";
        PrimitiveIterator.OfInt characters = shown.codePoints().iterator();
        while (characters.hasNext()) {
            int c = characters.nextInt();
            if (Character.isLetterOrDigit(c) || harmless.indexOf(c) >= 0) {
                label.appendCodePoint(c);
            } else {
                label.append('#').append(c).append(';');
            }
        }
        return label.toString();
    }
}
