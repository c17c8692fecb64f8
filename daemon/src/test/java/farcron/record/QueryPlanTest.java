package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// No question reads a whole table that grows: SQLite finds its way through an index.
class QueryPlanTest {

    /// Walks through all runs, each by itself and seldom: see what it says where it stands.
    private static final Set<String> WALKS = Set.of("Retention.COUNT", "Retention.FLOOR");

    @TempDir private Path folder;
    private Connection db;

    record Question(String name, String sql) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeEach
    void begin() throws SQLException {
        Path file = folder.resolve("farcron.db");
        try (RunStore store = new RunStore(file, new RunFolders(List.of()), () -> Instant.EPOCH)) {
            store.recover();
        }
        db = DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @AfterEach
    void end() throws SQLException {
        db.close();
    }

    static Stream<Question> questions() {
        return Stream.of(
                        RunHistory.class,
                        LineHistory.class,
                        LineRows.class,
                        ChainRows.class,
                        RecoveryRows.class,
                        JobRows.class,
                        Retention.class,
                        OldLines.class)
                .flatMap(room -> Stream.of(room.getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType() == String.class)
                .map(QueryPlanTest::question)
                .filter(question -> question.sql().startsWith("SELECT"))
                .filter(question -> !WALKS.contains(question.name()));
    }

    private static Question question(Field field) {
        try {
            field.setAccessible(true);
            String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
            return new Question(name, (String) field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> plan(String sql) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (PreparedStatement query = db.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                plan.add(row.getString(4));
            }
        }
        return plan;
    }

    @ParameterizedTest
    @MethodSource("questions")
    void no_table_that_grows_is_read_from_end_to_end(Question question) throws SQLException {
        assertThat(plan(question.sql()))
                .isNotEmpty()
                .noneMatch(step ->
                        step.matches("SCAN (run|line_change|job|ending|session|attempt|[a-z])\\b.*")
                                && !step.contains("line_in_force"));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    question            | index       | why
                    RunHistory.IN_WAVE  | run_in_wave | a job has many runs, of which few are in one wave
                    RunHistory.DUE      | run_due     | the same
                    RunHistory.BEFORE   | run_due     | the newest may be far from the moment
                    RunHistory.OF_MANY  | run_of_many | such records are rare
                    RunHistory.NEWEST   | run_of_job  | by id, which grows with time
                    RecoveryRows.NEWEST | run_of_job  | twenty of each job, however many there are
                    ChainRows.OF_WAVES  | run_in_wave | asked by the scheduler itself
                    ChainRows.WAVE      | run_in_wave | the same
                    """)
    void a_question_goes_through_the_index_that_was_made_for_it(
            String question, String index, String why) throws SQLException {
        String sql =
                questions()
                        .filter(it -> it.name().equals(question))
                        .findFirst()
                        .orElseThrow()
                        .sql();
        assertThat(plan(sql)).as(why).anyMatch(step -> step.contains(index));
        assertThat(plan(sql))
                .noneMatch(
                        step -> step.startsWith("USE TEMP B-TREE") && !question.contains("WAVE"));
    }
}
