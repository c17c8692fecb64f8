package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `farcron graph`
@Command(name = "graph", description = "Which jobs wait for which.")
public final class GraphCommand extends Asking {

    @Parameters(
            arity = "0..1",
            paramLabel = "JOB",
            description = "only what hangs together with this one")
    private String job = "";

    @ArgGroup private Form form = new Form();

    private static final class Form {
        @Option(names = "--dot", description = "for Graphviz: farcron graph --dot | dot -Tsvg")
        private boolean dot;

        @Option(names = "--mermaid", description = "for wikis that draw Mermaid")
        private boolean mermaid;

        @Option(names = "--json", description = "for programs")
        private boolean json;

        private String word() {
            return dot ? "dot" : mermaid ? "mermaid" : json ? "json" : "text";
        }
    }

    public GraphCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        String address = "/graph?format=" + form.word() + "&job=" + encoded(job);
        return print(daemon, address, form.json);
    }
}
