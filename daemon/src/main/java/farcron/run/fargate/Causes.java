package farcron.run.fargate;

import static farcron.run.fargate.StopWords.Sort.CAPACITY;
import static farcron.run.fargate.StopWords.Sort.LASTING;
import static farcron.run.fargate.StopWords.Sort.PASSING;
import static farcron.run.fargate.StopWords.Sort.QUOTA;

import farcron.run.fargate.StopWords.Sort;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The texts of AWS that people meet, and what they come to. None of them is promised by AWS, so
/// each is known by the few words of it that have stayed the same; the first that fits counts.
final class Causes {

    /// @param plain what is wrong, and what to do about it
    record Cause(Sort sort, Pattern sign, String plain) {}

    private static final String NO_ANSWER =
            "(i/o timeout|deadline exceeded|Client\\.Timeout|timed out|connection (refused|issue)"
                    + "|canceled|signal: killed|no such host|no route to host|unreachable)";

    private static final String REFUSED = "(AccessDenied|not authorized|403|Forbidden)";

    private static final String ROUTE =
            "; set FARGATE_ASSIGN_PUBLIC_IP=ENABLED where the subnet is a public one, or give it a"
                    + " NAT gateway or VPC endpoints, and let its security groups reach port 443";

    private static final List<Cause> ALL =
            List.of(
                    // no place for the task
                    cause(
                            CAPACITY,
                            "Capacity is unavailable",
                            "Fargate has no capacity free for it now; more subnets in other zones"
                                    + " help"),
                    cause(
                            QUOTA,
                            "limit on the number of (vCPUs|tasks) you can run concurrently",
                            "the account's quota of Fargate vCPUs is used up (in a region at first"
                                    + " 6 on demand and 6 on Spot); have L-3032A538 (on demand) or"
                                    + " L-36FBB829 (Spot) raised in Service Quotas"),
                    cause(
                            QUOTA,
                            "concurrent.*limit|limit.*concurrent|too"
                                    + " many.*PROVISIONING|PROVISIONING.*limit",
                            "the account or the cluster has as many tasks as it may; have the quota"
                                    + " raised in Service Quotas, or start fewer at once"),
                    cause(
                            CAPACITY,
                            "^(RESOURCE:|AGENT)",
                            "the cluster has no room for it now; use smaller cpu: and mem:, or try"
                                    + " later"),
                    cause(
                            LASTING,
                            "^(ATTRIBUTE|LOCATION)\\b",
                            "nothing in the cluster or its zones can run this task definition; look"
                                    + " at its requirements and at FARGATE_SUBNETS"),
                    // Spot
                    cause(
                            PASSING,
                            "Spot Task was interrupted|SpotInterruption",
                            "AWS took the Spot capacity back; with FARGATE_SPOT=prefer the next"
                                    + " attempt is on demand"),
                    // the image
                    cause(
                            PASSING,
                            "CannotPullContainer.*(429 too|too ?many ?requests|rate limit)",
                            "the image could not be pulled: the registry serves no more pulls now;"
                                    + " keep the image in ECR, or log in to the registry by"
                                    + " repositoryCredentials in the task definition"),
                    cause(
                            LASTING,
                            "CannotPullContainer.*no space left",
                            "the image could not be pulled: it does not fit on the task's disk; set"
                                    + " FARGATE_EPHEMERAL_STORAGE"),
                    cause(
                            LASTING,
                            "CannotPullContainer.*(matching platform|match for platform"
                                    + "|matching manifest|specified platform)",
                            "the image could not be pulled: it is not made for the task's"
                                    + " processor; build it for that one, or set runtimePlatform in"
                                    + " the task definition"),
                    cause(
                            LASTING,
                            "CannotPullContainer.*(manifest.*not found|manifest unknown|: not found"
                                    + "|tag .*not exist)",
                            "the image could not be pulled: there is no such tag in the registry;"
                                    + " look at the image in the task definition"),
                    cause(
                            LASTING,
                            "CannotPullContainer.*(access denied|AccessDenied|authorization failed"
                                    + "|(not |un)authorized|no basic auth|403 Forbidden"
                                    + "|repository.*not exist)",
                            "the image could not be pulled: there is no such repository, or the"
                                    + " execution role may not read it; look at the image's name,"
                                    + " and at the role's ecr: permissions"),
                    cause(
                            PASSING,
                            "CannotPullContainer.*" + NO_ANSWER,
                            "the image could not be pulled: the subnet has no route to the"
                                    + " registry"
                                    + ROUTE),
                    cause(PASSING, "CannotPullContainer", "the image could not be pulled"),
                    // secrets, log, disks
                    cause(
                            LASTING,
                            "unable to (pull|retrieve).*(secret|registry auth|parameter).*"
                                    + "(AccessDenied|not authorized)",
                            "the execution role may not read a secret of the task definition, or"
                                    + " not log in to the registry; give it"
                                    + " secretsmanager:GetSecretValue, ssm:GetParameters and"
                                    + " ecr:GetAuthorizationToken as far as they are used"),
                    cause(
                            PASSING,
                            "unable to (pull|retrieve).*(secret|registry auth|parameter).*"
                                    + NO_ANSWER,
                            "secrets or the login of the registry could not be fetched: the subnet"
                                    + " has no route to Secrets Manager, SSM or ECR"
                                    + ROUTE),
                    cause(
                            LASTING,
                            "unable to (pull|retrieve).*(secret|registry auth|parameter)",
                            "a secret of the task definition could not be fetched; look at its name"
                                    + " and region there, and at the execution role"),
                    cause(
                            LASTING,
                            "(logger args|logging driver|log stream|log group).*" + REFUSED,
                            "the execution role may not write to the log; give it"
                                    + " logs:CreateLogStream and logs:PutLogEvents on the group"),
                    cause(
                            PASSING,
                            "(logger args|logging driver|log stream).*" + NO_ANSWER,
                            "the log could not be opened: the subnet has no route to CloudWatch"
                                    + " Logs"
                                    + ROUTE),
                    cause(
                            LASTING,
                            "logger args|logging driver|log group",
                            "the log could not be opened; create the log group that the task"
                                    + " definition names, in its awslogs-region"),
                    cause(
                            LASTING,
                            "CannotCreateVolume|\\bEFS\\b|failed to mount",
                            "a volume of the task definition could not be mounted; look at its"
                                    + " mount targets, and at port 2049 in the security groups"),
                    // Fargate's own troubles
                    cause(
                            PASSING,
                            "Timeout waiting for network interface",
                            "Fargate could not give it a network interface in time"),
                    cause(
                            PASSING,
                            "Timeout waiting for EphemeralStorage",
                            "Fargate could not give it a disk in time"),
                    cause(
                            PASSING,
                            "Rate limit exceeded while preparing network interface",
                            "too many tasks of the account asked for network interfaces at once"),
                    cause(
                            LASTING,
                            "InsufficientFreeAddresses|(not enough|insufficient|no) free.*address",
                            "the subnet has no free address left; add a larger one to"
                                    + " FARGATE_SUBNETS"),
                    // the command
                    cause(
                            LASTING,
                            "executable file not found|CannotStartContainer.*no such file",
                            "the image has no such program; FARGATE_SHELL names the shell that runs"
                                + " the command, and with FARGATE_SHELL=none its first word is the"
                                + " program"),
                    cause(
                            LASTING,
                            "CannotStartContainer.*permission denied",
                            "the image's user may not execute the program"),
                    cause(
                            LASTING,
                            "OutOfMemory",
                            "out of memory: the command was killed at the limit; raise mem: on the"
                                    + " line, or the container's memory in the task definition"),
                    cause(
                            PASSING,
                            "maintenance|retire(d|ment)",
                            "AWS took down the machine below it"),
                    cause(
                            PASSING,
                            "InternalError|ContainerRuntime(Timeout)?Error"
                                    + "|Cannot(Start|Stop|Inspect)Container",
                            "Fargate could not run it"),
                    // refused calls
                    cause(
                            LASTING,
                            "not authorized to perform:? *iam:PassRole",
                            "the daemon's credentials may not pass on the roles of the task; allow"
                                    + " iam:PassRole on the task role and the execution role"
                                    + " (farcron fargate policy prints the statement)"),
                    cause(
                            LASTING,
                            "not authorized to perform|AccessDenied",
                            "the daemon's credentials may not do this; allow the action that is"
                                    + " named (farcron fargate policy prints the statement)"),
                    cause(
                            LASTING,
                            "TaskDefinition is inactive",
                            "this revision of the task definition is deregistered; name an active"
                                    + " one after fargate:"),
                    cause(
                            LASTING,
                            "Unable to describe task definition|TaskDefinition not found",
                            "there is no such task definition in this region and account; look at"
                                    + " fargate: and FARGATE_REGION"),
                    cause(
                            LASTING,
                            "ClusterNotFound|Cluster not found",
                            "there is no such cluster in this region and account; look at"
                                    + " FARGATE_CLUSTER and FARGATE_REGION"),
                    cause(
                            LASTING,
                            "capacity provider",
                            "the cluster does not offer FARGATE_SPOT; associate it (aws ecs"
                                    + " put-cluster-capacity-providers), or set FARGATE_SPOT=no"),
                    cause(
                            LASTING,
                            "Overrides length",
                            "the command and its variables are longer than the 8192 characters that"
                                    + " ECS takes; put the input into S3 or a secret"),
                    cause(
                            LASTING,
                            "is not a container in the TaskDefinition",
                            "the task definition has no such container; look at"
                                    + " FARGATE_CONTAINER"),
                    cause(
                            LASTING,
                            "No Fargate configuration exists|Invalid '?(cpu|memory)'? setting",
                            "Fargate has no such size; look at cpu: and mem:"),
                    cause(
                            LASTING,
                            "subnet|security group",
                            "the network is not as the line says; look at FARGATE_SUBNETS and"
                                    + " FARGATE_SECURITY_GROUPS, which must be of one VPC"),
                    cause(
                            LASTING,
                            "service linked role",
                            "the account has not used ECS yet; run aws iam"
                                    + " create-service-linked-role --aws-service-name"
                                    + " ecs.amazonaws.com"),
                    cause(
                            LASTING,
                            "unable to assume the role|role.*(is not valid|cannot be assumed)",
                            "ECS may not take on a role of the task; let ecs-tasks.amazonaws.com"
                                    + " do so in the role's trust policy"),
                    cause(
                            LASTING,
                            "Platform(Unknown|TaskDefinitionIncompatibility)|platform version",
                            "Fargate cannot run it on this platform version; look at"
                                    + " FARGATE_PLATFORM_VERSION"),
                    cause(
                            LASTING,
                            "(launch.?type|compatib).*FARGATE|FARGATE.*(launch.?type|compatib)",
                            "the task definition is not made for Fargate; give it"
                                    + " requiresCompatibilities FARGATE and networkMode awsvpc"),
                    cause(
                            LASTING,
                            "BlockedException|account .*(blocked|suspended|verif)",
                            "AWS has blocked the account; ask AWS Support"),
                    cause(
                            LASTING,
                            "QueueDoesNotExist|NonExistentQueue",
                            "there is no such queue; look at fargate-queue, and at the region in"
                                    + " it"));

    private Causes() {}

    private static Cause cause(Sort sort, String sign, String plain) {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
        return new Cause(sort, Pattern.compile(sign, flags), plain);
    }

    static Optional<Cause> of(String words) {
        return ALL.stream().filter(cause -> cause.sign().matcher(words).find()).findFirst();
    }
}
