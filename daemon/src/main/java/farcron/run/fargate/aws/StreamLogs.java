package farcron.run.fargate.aws;

import farcron.run.fargate.CallException;
import farcron.run.fargate.CallException.Kind;
import farcron.run.fargate.TaskDefinition.LogStream;
import farcron.run.fargate.TaskLogs;

import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

import java.util.Optional;

/// CloudWatch Logs, asked by the SDK.
final class StreamLogs implements TaskLogs {

    private final Clients<CloudWatchLogsClient> clients;

    StreamLogs(Clients<CloudWatchLogsClient> clients) {
        this.clients = clients;
    }

    @Override
    public Optional<Page> read(String region, LogStream stream, Optional<String> from)
            throws CallException {
        GetLogEventsRequest.Builder ask =
                GetLogEventsRequest.builder()
                        .logGroupName(stream.group())
                        .logStreamName(stream.stream())
                        .startFromHead(true);
        from.ifPresent(ask::nextToken);
        String where = stream.region().isEmpty() ? region : stream.region();
        try {
            return Optional.of(
                    page(
                            clients.call(
                                    where,
                                    "GetLogEvents",
                                    logs -> logs.getLogEvents(ask.build()))));
        } catch (CallException trouble) {
            if (trouble.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw trouble;
        }
    }

    private static Page page(GetLogEventsResponse answer) {
        return new Page(
                answer.events().stream()
                        .map(OutputLogEvent::message)
                        .map(Sights::text)
                        .map(line -> line.endsWith("\n") ? line : line + "\n")
                        .toList(),
                Sights.text(answer.nextForwardToken()));
    }
}
