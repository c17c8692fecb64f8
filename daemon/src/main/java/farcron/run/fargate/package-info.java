/// The way to run a job as a task on ECS, on Fargate: each attempt is put down in the run's folder
/// before anything is asked of AWS, is submitted under a token of its own, watched by events and by
/// asking, and judged by what ECS says of its end.
///
/// Nothing here knows the AWS SDK: it speaks to AWS through [farcron.run.fargate.Ecs],
/// [farcron.run.fargate.TaskEvents] and [farcron.run.fargate.TaskLogs], which
/// `farcron.run.fargate.aws` fulfils, and is driven by one thread with a clock from outside, so
/// that all of it can be told as a simulation.
package farcron.run.fargate;
