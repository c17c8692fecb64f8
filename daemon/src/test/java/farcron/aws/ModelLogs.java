package farcron.aws;

import farcron.run.fargate.CallException;
import farcron.run.fargate.TaskDefinition.LogStream;
import farcron.run.fargate.TaskLogs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// CloudWatch Logs without a wire.
public final class ModelLogs implements TaskLogs {

    private final EcsModel model;

    public ModelLogs(EcsModel model) {
        this.model = model;
    }

    @Override
    public Optional<Page> read(String region, LogStream stream, Optional<String> from)
            throws CallException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("logGroupName", stream.group());
        request.put("logStreamName", stream.stream());
        request.put("startFromHead", true);
        from.ifPresent(token -> request.put("nextToken", token));
        try {
            return Optional.of(page(new Fields(model.call("GetLogEvents", new Fields(request)))));
        } catch (AwsError error) {
            if (error.code().equals("ResourceNotFoundException")) {
                return Optional.empty();
            }
            throw Calls.exception(error);
        }
    }

    private static Page page(Fields answer) throws AwsError {
        List<String> text = new ArrayList<>();
        for (Fields event : answer.each("events")) {
            text.add(event.text("message") + "\n");
        }
        return new Page(text, answer.text("nextForwardToken"));
    }
}
