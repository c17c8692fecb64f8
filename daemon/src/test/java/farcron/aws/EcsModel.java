package farcron.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// ECS in one account and region: takes the requests that go over the wire and lets tasks live.
/// Strict about what AWS documents, deterministic, and driven by a clock: the world passes time,
/// asks for [#next] and lets things happen by [#live]; each call does so by itself, too. Safe for
/// several threads.
public final class EcsModel {

    private static final String NO_DEFINITION = "Unable to describe task definition.";

    private final Account account;
    private final InstantSource clock;
    private final TaskBody body;
    private final Definitions definitions;
    private final Rates rates = new Rates();
    private final TokenMemory tokens = new TokenMemory();
    private final Streams streams;
    private final List<ModelTask> tasks = new ArrayList<>();
    private final List<ModelTask> alive = new ArrayList<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private Faults faults = Faults.none();
    private Function<TaskOrder, TaskPlan> plans = _ -> TaskPlan.USUAL;
    private Consumer<String> events = _ -> {};
    private Consumer<String> births = _ -> {};
    private long made;

    /// @param body what the job's container of each task does
    public EcsModel(Account account, InstantSource clock, TaskBody body) {
        this.account = account;
        this.clock = clock;
        this.body = body;
        this.definitions = new Definitions(account);
        this.streams = new Streams(clock);
    }

    public synchronized void faults(Faults others) {
        faults = others;
    }

    /// @param others the plan of each task, by its request
    public synchronized void plan(Function<Fields, TaskPlan> others) {
        plans = order -> others.apply(order.request());
    }

    /// @param listener takes the event of each change, as EventBridge sends it on
    public synchronized void events(Consumer<String> listener) {
        events = listener;
    }

    /// @param listener takes the ARN of each task as it is made
    public synchronized void births(Consumer<String> listener) {
        births = listener;
    }

    /// @param json in the words of `aws ecs register-task-definition --cli-input-json`
    /// @return `family:revision`
    public synchronized String register(String json) {
        try {
            Fields made = definitions.register(Fields.of(json));
            return made.text("family") + ":" + made.number("revision").orElseThrow();
        } catch (AwsError error) {
            throw new IllegalArgumentException(error);
        }
    }

    public synchronized void deregister(String name) throws AwsError {
        definitions.deregister(name);
    }

    public Account account() {
        return account;
    }

    /// What tasks have written.
    public Streams streams() {
        return streams;
    }

    /// When something happens next; [Instant#MAX] if that is not known, or nothing will.
    public synchronized Instant next() {
        return first().map(ModelTask::next).orElse(Instant.MAX);
    }

    private Optional<ModelTask> first() {
        ModelTask first = null;
        Instant when = Instant.MAX;
        for (ModelTask one : alive) {
            Instant next = one.next();
            if (next.isBefore(when)) {
                first = one;
                when = next;
            }
        }
        return Optional.ofNullable(first);
    }

    /// Lets happen what happens by now, in its order.
    public synchronized void live() {
        Instant now = clock.instant();
        Optional<ModelTask> first = first();
        while (first.isPresent() && !first.get().next().isAfter(now)) {
            step(first.get(), first.get().next());
            first = first();
        }
    }

    private void step(ModelTask task, Instant then) {
        try {
            if (task.step(then)) {
                tell(task);
            }
            if (task.phase() == Phase.STOPPED) {
                alive.remove(task);
            }
        } catch (AwsError error) {
            throw new IllegalStateException(error);
        }
    }

    private void tell(ModelTask task) throws AwsError {
        events.accept(TaskEvent.of(account, task));
    }

    /// All tasks that there ever were.
    public synchronized List<Fields> everything() throws AwsError {
        live();
        return pictures(tasks);
    }

    private static List<Fields> pictures(List<ModelTask> all) throws AwsError {
        List<Fields> pictures = new ArrayList<>();
        for (ModelTask one : all) {
            pictures.add(new Fields(answer(one.picture())));
        }
        return pictures;
    }

    /// One call, as if it came over the wire.
    ///
    /// @param action such as `RunTask`
    public synchronized Map<String, Object> call(String action, Fields request) throws AwsError {
        live();
        int number = calls.merge(action, 1, Integer::sum);
        Faults.Fault fault = faults.on(new Faults.Call(action, number, request));
        return switch (fault) {
            case Faults.Fault.None _ -> counted(action, request);
            case Faults.Fault.Refused(AwsError error) -> throw error;
            case Faults.Fault.DoneAnd(AwsError error) -> {
                counted(action, request);
                throw error;
            }
            case Faults.Fault.Unplaced(String reason) -> {
                rates.count(action, clock.instant());
                yield run(request, Optional.of(reason));
            }
        };
    }

    private Map<String, Object> counted(String action, Fields request) throws AwsError {
        rates.count(action, clock.instant());
        return switch (action) {
            case "RunTask" -> run(request, Optional.empty());
            case "DescribeTasks" -> TaskQuestions.describe(request, in(request));
            case "ListTasks" -> TaskQuestions.list(request, in(request));
            case "StopTask" -> stop(request);
            case "DescribeTaskDefinition" -> definition(request);
            case "ListTaskDefinitions" ->
                    Map.of("taskDefinitionArns", definitions.arns(request.text("familyPrefix")));
            case "RegisterTaskDefinition" ->
                    Map.of("taskDefinition", definitions.register(request).all());
            case "DescribeClusters" -> Clusters.describe(account, request);
            case "GetLogEvents" -> streams.read(request);
            default -> throw AwsError.of("UnknownOperationException", action);
        };
    }

    private Map<String, Object> definition(Fields request) throws AwsError {
        Fields found = definitions.find(request.text("taskDefinition"), NO_DEFINITION);
        return Map.of("taskDefinition", found.all(), "tags", List.of());
    }

    /// The tasks of a cluster that AWS speaks of.
    private List<ModelTask> in(Fields request) throws AwsError {
        String cluster = account.arn("cluster/" + account.cluster(request.text("cluster")));
        Instant now = clock.instant();
        Predicate<ModelTask> known = one -> one.isKnown(now);
        return tasks.stream()
                .filter(known.and(one -> one.order().clusterArn().equals(cluster)))
                .toList();
    }

    private Map<String, Object> stop(Fields request) throws AwsError {
        String given = request.text("task");
        if (request.text("reason").length() > 255) {
            throw AwsError.wrong("reason must be at most 255 characters.");
        }
        for (ModelTask one : in(request)) {
            if (one.arn().equals(given) || one.order().id().equals(given)) {
                if (one.stop(request.text("reason"), clock.instant())) {
                    tell(one);
                }
                return Map.of("task", answer(one.picture()));
            }
        }
        throw AwsError.wrong("The referenced task was not found.");
    }

    /// @param trouble for which it cannot be placed
    private Map<String, Object> run(Fields request, Optional<String> trouble) throws AwsError {
        Instant now = clock.instant();
        RunTaskRules.checkAlone(request);
        String cluster = account.cluster(request.text("cluster"));
        Optional<Map<String, Object>> before = tokens.replay(cluster, request, now);
        if (before.isPresent()) {
            return before.get();
        }
        List<TaskOrder> orders = new ArrayList<>();
        for (int i = 0; i < request.number("count").orElse(1); i++) {
            orders.add(order(request, cluster));
            rates.countLaunch(orders.getLast().onSpot(), now);
        }
        List<ModelTask> started = new ArrayList<>();
        List<Map<String, Object>> failures = new ArrayList<>();
        for (TaskOrder order : orders) {
            Optional<String> why = trouble.or(() -> Quota.exceeded(account, alive, order));
            if (why.isPresent()) {
                failures.add(Map.of("reason", why.get()));
            } else {
                started.add(start(order, now));
            }
        }
        tokens.keep(cluster, request, now, started, failures);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("tasks", pictures(started).stream().map(Fields::all).toList());
        all.put("failures", failures);
        return all;
    }

    private TaskOrder order(Fields request, String cluster) throws AwsError {
        Fields definition =
                definitions.find(request.text("taskDefinition"), "TaskDefinition not found.");
        RunTaskRules rules = new RunTaskRules(request, definition);
        rules.check();
        String provider = rules.provider(account.clusters().get(cluster));
        long number = ++made;
        String id = "%016x%016x".formatted(number * 0x9e3779b97f4a7c15L, number);
        return new TaskOrder(
                account.arn("task/%s/%s".formatted(cluster, id)),
                account.arn("cluster/" + cluster),
                request.without("clientToken"),
                definition,
                provider,
                rules.cpu(),
                rules.memory());
    }

    private ModelTask start(TaskOrder order, Instant now) throws AwsError {
        ModelTask task = new ModelTask(order, plans.apply(order), body, streams::writer, now);
        tasks.add(task);
        alive.add(task);
        births.accept(order.arn());
        tell(task);
        return task;
    }

    static Map<String, Object> answer(Map<String, Object> picture) {
        Map<String, Object> all = Moments.asSeconds(picture);
        all.remove("updatedAt");
        return all;
    }
}
