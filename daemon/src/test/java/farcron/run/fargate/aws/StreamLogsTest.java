package farcron.run.fargate.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farcron.run.fargate.CallException;
import farcron.run.fargate.TaskDefinition.LogStream;
import farcron.run.fargate.TaskLogs.Page;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// How the log of a task is read.
class StreamLogsTest {

    private static final LogStream STREAM = new LogStream("", "/jobs", "t/job/0a");

    private final CannedAws canned = new CannedAws();
    private final Surroundings surroundings = new Surroundings(canned.url());
    private final Aws aws = new Aws();

    @AfterEach
    void stop() {
        aws.close();
        surroundings.close();
        canned.close();
    }

    @Test
    void it_is_read_from_its_head_page_by_page() throws Exception {
        canned.answers(
                        200,
                        "{\"events\":[{\"timestamp\":1,\"message\":\"größer\"},"
                                + "{\"message\":\"b\\n\"}],"
                                + "\"nextForwardToken\":\"f/1\",\"nextBackwardToken\":\"b/1\"}")
                .answers(200, "{\"events\":[],\"nextForwardToken\":\"f/1\"}");
        assertThat(aws.logs().read("eu-west-1", STREAM, Optional.empty()))
                .contains(new Page(List.of("größer\n", "b\n"), "f/1"));
        assertThat(aws.logs().read("eu-west-1", STREAM, Optional.of("f/1")))
                .contains(new Page(List.of(), "f/1"));
        assertThat(canned.asked().getFirst().body())
                .contains("\"startFromHead\":true", "\"logStreamName\":\"t/job/0a\"")
                .doesNotContain("nextToken");
        assertThat(canned.asked().getLast().body()).contains("\"nextToken\":\"f/1\"");
    }

    @Test
    void a_stream_in_another_region_is_asked_for_there() throws Exception {
        canned.answers(200, "{\"events\":[],\"nextForwardToken\":\"f\"}");
        LogStream away = new LogStream("us-east-1", "/jobs", "t/job/0a");
        aws.logs().read("eu-west-1", away, Optional.empty());
        assertThat(canned.asked().getLast().scope()).isEqualTo("us-east-1");
    }

    @Test
    void a_stream_that_is_not_there_yet_is_absent() throws Exception {
        canned.fails(400, "ResourceNotFoundException", "The specified log stream does not exist.");
        assertThat(aws.logs().read("eu-west-1", STREAM, Optional.empty())).isEmpty();
    }

    @Test
    void other_troubles_are_told() {
        canned.fails(400, "AccessDeniedException", "not authorized to perform: logs:GetLogEvents");
        assertThatExceptionOfType(CallException.class)
                .isThrownBy(() -> aws.logs().read("eu-west-1", STREAM, Optional.empty()))
                .withMessageContaining("logs:GetLogEvents")
                .extracting(CallException::kind)
                .isEqualTo(CallException.Kind.DENIED);
    }
}
