package farcron.aws;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// AWS on this machine's loopback, for programs that know nothing of it: ECS that runs each command
/// as a process, CloudWatch Logs that keeps what they write, and SQS, where what happens to tasks
/// arrives. Started in about two seconds; nothing of it is left after [#close].
public final class FakeAws implements AutoCloseable {

    private static final String KEY = "AKIDTEST";
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration UNSEEN = Duration.ofSeconds(5);

    private final Path folder;
    private final QueueServer queues;
    private final String queue;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final ProcessBody processes;
    private final EcsModel model;
    private final EventFeed feed;
    private final Pulse pulse;
    private final Wire wire;

    private FakeAws(Account account, long seed, UnaryOperator<TaskBody> bodies) throws IOException {
        InstantSource clock = InstantSource.system();
        folder = Files.createTempDirectory("fake-aws");
        queues = QueueServer.start();
        queue = queues.create("farcron-events", UNSEEN);
        processes = new ProcessBody(clock, folder, this::wake);
        model = new EcsModel(account, clock, bodies.apply(processes));
        model.plan(_ -> TaskPlan.even(STEP));
        feed = new EventFeed(clock, seed, body -> queues.send(queue, body));
        model.events(feed);
        pulse = new Pulse(clock, model, feed);
        wire = new Wire(clock, model, KEY);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    wire.handle(exchange);
                    wake();
                });
        server.setExecutor(threads);
    }

    /// @param seed decides which events are lost, doubled or late once [#feed] is told to
    public static FakeAws start(Account account, long seed) throws IOException {
        return started(new FakeAws(account, seed, processes -> processes));
    }

    /// Without processes, for more tasks than a machine could run.
    public static FakeAws start(Account account, long seed, TaskBody body) throws IOException {
        return started(new FakeAws(account, seed, _ -> body));
    }

    private static FakeAws started(FakeAws aws) {
        aws.pulse.start();
        aws.server.start();
        return aws;
    }

    public static FakeAws start() throws IOException {
        return start(Account.NEW.withVcpus(1000, 1000), 1);
    }

    private void wake() {
        pulse.wake();
    }

    /// Takes definitions, plans and faults; each phase of a task lasts 20 ms unless planned
    /// otherwise.
    public EcsModel model() {
        return model;
    }

    /// The way of the events; fine weather unless told otherwise.
    public EventFeed feed() {
        return feed;
    }

    /// The URL of the queue where events arrive. What was received may be received again after 5 s.
    public String queue() {
        return queue;
    }

    public QueueServer queues() {
        return queues;
    }

    /// Whatever came over the wire, the queue's left out.
    public List<Recorded> requests(String action) {
        return wire.recorded().stream().filter(one -> one.action().equals(action)).toList();
    }

    /// @param time how long a connection stays open on which no answer comes; not at all at first
    public void silence(Duration time) {
        wire.silence(time);
    }

    /// What points the AWS SDK of another program here.
    public Map<String, String> environment() {
        String here = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> environment = new TreeMap<>();
        environment.put("AWS_ENDPOINT_URL_ECS", here);
        environment.put("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", here);
        environment.put("AWS_ENDPOINT_URL_SQS", queues.endpoint().toString());
        environment.put("AWS_REGION", model.account().region());
        environment.put("AWS_ACCESS_KEY_ID", KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        return environment;
    }

    @Override
    public void close() throws IOException {
        wire.close();
        server.stop(0);
        threads.close();
        processes.close();
        pulse.close();
        queues.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path one : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    /// Runs until its input ends, and says first what to put into an environment.
    ///
    /// @param files with task definitions, as for `aws ecs register-task-definition`
    static void main(String... files) throws IOException {
        try (FakeAws aws = start()) {
            for (String file : files) {
                aws.model.register(Files.readString(Path.of(file)));
            }
            aws.environment().forEach((name, value) -> IO.println("export " + name + "=" + value));
            IO.println("export FARCRON_FARGATE_QUEUE=" + aws.queue);
            while (IO.readln() != null) {
                // Only its end counts.
            }
        }
    }
}
