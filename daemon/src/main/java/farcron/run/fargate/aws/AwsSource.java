package farcron.run.fargate.aws;

import farcron.run.fargate.Cloud;
import farcron.run.fargate.CloudSource;

import java.util.Optional;

/// Opens AWS.
public final class AwsSource implements CloudSource {

    @Override
    public Cloud open(String queue, String region) {
        Aws aws = new Aws();
        return new Cloud(
                aws.ecs(),
                queue.isEmpty() ? Optional.empty() : Optional.of(aws.events(queue, region)),
                aws.logs(),
                aws::close);
    }
}
