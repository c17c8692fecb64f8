package farcron.aws;

/// Task definitions as people have them.
public final class SampleDefinition {

    private SampleDefinition() {}

    /// With one container, `awslogs` to the group `/jobs` with the family as its prefix, 0.25 vCPU
    /// and 512 MiB.
    ///
    /// @return JSON for [EcsModel#register]
    public static String of(String family, String container) {
        return """
        {"family": "%1$s", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
         "cpu": "256", "memory": "512",
         "executionRoleArn": "arn:aws:iam::111122223333:role/ecs-execution",
         "containerDefinitions": [
           {"name": "%2$s", "image": "acme/%1$s:1", "essential": true,
            "environment": [{"name": "LANG", "value": "C.UTF-8"}],
            "command": ["/bin/true"],
            "logConfiguration": {"logDriver": "awslogs", "options": {
              "awslogs-group": "/jobs", "awslogs-region": "eu-west-1",
              "awslogs-stream-prefix": "%1$s"}}}]}
        """
                .formatted(family, container);
    }
}
