/// What [farcron.run.fargate] asks of AWS, asked by the AWS SDK. The only package that knows it,
/// and loaded only where a line is for Fargate.
///
/// Credentials come from where the SDK always looks for them, and stay in its clients: neither jobs
/// nor the log get to see them. Nothing here names an endpoint, so that `AWS_ENDPOINT_URL` and its
/// like count.
package farcron.run.fargate.aws;
