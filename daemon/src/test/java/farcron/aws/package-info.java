/// AWS as far as tests need it: ECS as a state machine driven by a clock, strict about what AWS
/// documents, and the same behind HTTP with real processes, CloudWatch Logs and a queue.
///
/// [farcron.aws.EcsModel] is the heart. A simulation drives it by its `next` and `live` and speaks
/// to it through [farcron.aws.ModelEcs], [farcron.aws.ModelLogs] and [farcron.aws.ModelEvents]; a
/// finished program is pointed at [farcron.aws.FakeAws] by its environment.
package farcron.aws;
