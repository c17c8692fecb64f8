package farcron.report;

import farcron.job.After.Need;
import farcron.job.JobKey;

import java.util.stream.Collectors;

/// A chart in the language of Graphviz: `farcron graph --dot | dot -Tsvg`.
final class DotText {

    private DotText() {}

    static String of(Chart chart) {
        return "digraph farcron {\n  rankdir=LR;\n  node [shape=box];\n"
                + chart.nodes().stream().map(DotText::node).collect(Collectors.joining())
                + chart.edges().stream().map(DotText::edge).collect(Collectors.joining())
                + "}\n";
    }

    private static String node(Chart.Node node) {
        String state = node.state().isEmpty() ? "" : "\\n" + node.state();
        String colour = node.bad() ? ", color=red" : "";
        return "  %s [label=\"%s%s\"%s];\n"
                .formatted(id(node.key()), label(node.shown()), state, colour);
    }

    private static String edge(Chart.Edge edge) {
        String need = edge.need() == Need.OK ? "" : " [label=\"" + edge.need().word() + "\"]";
        String any = edge.any() ? " [style=dashed]" : "";
        return "  " + id(edge.from()) + " -> " + id(edge.to()) + need + any + ";\n";
    }

    /// In a name only the quote is special, and a backslash before it.
    private static String id(JobKey job) {
        return '"' + quoted(Printable.line(job.toString())) + '"';
    }

    /// In a label, characters may also be written as in HTML.
    private static String label(String text) {
        return quoted(Printable.line(text)).replace("&", "&amp;");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
