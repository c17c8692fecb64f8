package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.run.fargate.CallException.Kind;
import farcron.run.fargate.StopWords.Sort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// AWS's words as people have met them.
class StopWordsTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    said | sort | plain | why
                    CannotPullContainerError: ref pull has been retried 5 time(s): failed to do \
                    request: Head "https://registry-1.docker.io/v2/library/busybox": dial tcp \
                    34.1.1.1:443: i/o timeout \
                    | PASSING | set FARGATE_ASSIGN_PUBLIC_IP=ENABLED | no route: the usual first one
                    CannotPullContainerError: pull image manifest has been retried 5 time(s): \
                    failed to resolve ref: pull access denied, repository does not exist or may \
                    require authorization \
                    | LASTING | no such repository, or the execution role may not read it | private
                    CannotPullContainerError: failed to resolve ref \
                    1.dkr.ecr.eu-west-1.amazonaws.com/job:v2: unexpected status: 403 Forbidden \
                    | LASTING | the execution role may not read it | ECR without permission
                    CannotPullContainerError: manifest for job:v9 not found: manifest unknown \
                    | LASTING | no such tag | a tag that was never pushed
                    CannotPullContainerError: failed to resolve ref docker.io/library/x:9: \
                    docker.io/library/x:9: not found | LASTING | no such tag | as containerd has it
                    CannotPullContainerError: image Manifest does not contain descriptor matching \
                    platform 'linux/amd64' | LASTING | task's processor | built on an ARM laptop
                    CannotPullContainerError: toomanyrequests: You have reached your pull rate \
                    limit. 429 Too Many Requests | PASSING | serves no more pulls | Docker Hub
                    CannotPullContainerError: write /var/lib/x: no space left on device \
                    | LASTING | FARGATE_EPHEMERAL_STORAGE | a large image
                    CannotPullContainerError: acme/platform-403: something new \
                    | PASSING | the image could not be pulled | the image's name means nothing
                    ResourceInitializationError: unable to pull secrets or registry auth: \
                    execution resource retrieval failed: RequestError: send request failed caused \
                    by: Post "https://api.ecr.eu-west-1.amazonaws.com/": dial tcp 10.0.0.1:443: \
                    i/o timeout | PASSING | no route to Secrets Manager, SSM or ECR | no endpoints
                    ResourceInitializationError: unable to pull secrets or registry auth: \
                    AccessDeniedException: User: arn:aws:sts::1:assumed-role/x is not authorized \
                    to perform: secretsmanager:GetSecretValue \
                    | LASTING | execution role may not read a secret | permission
                    ResourceInitializationError: unable to pull secrets or registry auth: \
                    execution resource retrieval failed: invalid ssm parameters: db-password \
                    | LASTING | look at its name | a name that is not there
                    ResourceInitializationError: failed to validate logger args: create stream has \
                    been retried 1 times: failed to create Cloudwatch log stream: \
                    ResourceNotFoundException: The specified log group does not exist. \
                    | LASTING | create the log group | nobody has made it
                    ResourceInitializationError: failed to validate logger args: : signal: killed \
                    | PASSING | no route to CloudWatch | that is how a timeout looks there
                    ResourceInitializationError: failed to create Cloudwatch log stream: \
                    AccessDeniedException: not authorized to perform: logs:CreateLogStream \
                    | LASTING | may not write to the log | permission
                    failed to initialize logging driver: failed to create log group \
                    | LASTING | create the log group | as older platforms have it
                    ResourceInitializationError: failed to invoke EFS utils commands to set up EFS \
                    volumes: mount failed | LASTING | mount targets | a disk of the definition
                    Timeout waiting for network interface provisioning to complete. \
                    | PASSING | network interface | Fargate's own
                    Timeout waiting for EphemeralStorage provisioning to complete. \
                    | PASSING | disk | Fargate's own
                    Rate limit exceeded while preparing network interface to be attached to \
                    instance | PASSING | at once | too many tasks start
                    InsufficientFreeAddressesInSubnet: The specified subnet has not enough free \
                    addresses | LASTING | no free address | a /28
                    CannotStartContainerError: failed to create task for container: exec: \
                    "/bin/sh": stat /bin/sh: no such file or directory \
                    | LASTING | FARGATE_SHELL=none | distroless
                    CannotStartContainerError: exec: "pyhton": executable file not found in $PATH \
                    | LASTING | no such program | a typing error
                    OutOfMemoryError: container killed due to memory usage \
                    | LASTING | raise mem: | more memory than it may
                    Your Spot Task was interrupted. | PASSING | FARGATE_SPOT=prefer | Spot
                    Task stopped due to infrastructure maintenance \
                    | PASSING | took down the machine | AWS's own
                    ContainerRuntimeTimeoutError: Could not transition to created; timed out \
                    | PASSING | Fargate could not run it | Fargate's own
                    InternalError: unexpected | PASSING | Fargate could not run it | Fargate's own
                    CannotCreateVolumeError: no such plugin | LASTING | volume | the definition's
                    Capacity is unavailable at this time. Please try again later or in a different \
                    availability zone | CAPACITY | more subnets in other zones | a busy zone
                    You've reached the limit on the number of vCPUs you can run concurrently \
                    | QUOTA | L-3032A538 (on demand) or L-36FBB829 (Spot) | a new account: 6 vCPUs
                    You've reached the limit on the number of tasks you can run concurrently \
                    | QUOTA | Service Quotas | the same, as it was
                    RESOURCE:FARGATE | CAPACITY | no room | of RunTask
                    RESOURCE:MEMORY | CAPACITY | no room | of RunTask
                    AGENT | CAPACITY | no room | of RunTask
                    ATTRIBUTE | LASTING | requirements | of RunTask; the definition's fault
                    LOCATION | LASTING | FARGATE_SUBNETS | of RunTask
                    The moon is in the wrong house | UNKNOWN | The moon | told as it is
                    """)
    void what_aws_says_comes_to(String said, Sort sort, String plain, String why) {
        StopWords words = StopWords.of(said);
        assertThat(words.sort()).isEqualTo(sort);
        assertThat(words.text()).contains(plain);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    kind | said | sort | plain | why
                    THROTTLED | ecs:RunTask: ThrottlingException: Rate exceeded | PASSING \
                    | fargate-rate | too many calls
                    UNCERTAIN | ecs:RunTask: Connection refused | PASSING | no clear answer | net
                    NO_CREDENTIALS | no AWS region is known; set it | PASSING | set it | as it is
                    DENIED | ecs:RunTask: AccessDeniedException: User: arn:aws:iam::1:user/x is \
                    not authorized to perform: ecs:RunTask on resource: arn:aws:ecs:x \
                    | LASTING | farcron fargate policy | names the action at its end
                    DENIED | ecs:RunTask: ClientException: not authorized to perform: iam:PassRole \
                    | LASTING | roles of the task | the one that everybody forgets
                    DENIED | ecs:StopTask: no | LASTING | may not do this | whatever it says
                    NOT_NOW | ecs:RunTask: ClientException: concurrent tasks limit | QUOTA \
                    | Service Quotas | a limit
                    NOT_NOW | ecs:RunTask: busy | PASSING | cannot do it now | a busy resource
                    CONFLICT | ecs:RunTask: ConflictException: x | LASTING | another request | token
                    NOT_FOUND | ecs:RunTask: ClusterNotFoundException: Cluster not found. \
                    | LASTING \
                    | FARGATE_CLUSTER | a typing error
                    NOT_FOUND | sqs:ReceiveMessage: QueueDoesNotExist: gone | LASTING \
                    | fargate-queue | a typing error
                    NOT_FOUND | ecs:X: nothing | LASTING | no such thing | whatever it says
                    WRONG | ecs:RunTask: ClientException: TaskDefinition is inactive | LASTING \
                    | deregistered | an old revision
                    WRONG | ecs:RunTask: InvalidParameterException: Container Overrides length \
                    must be at most 8192 | LASTING | 8192 characters | too long
                    WRONG | ecs:RunTask: InvalidParameterException: Override for container named \
                    x is not a container in the TaskDefinition. | LASTING | FARGATE_CONTAINER | name
                    WRONG | ecs:RunTask: InvalidParameterException: The subnet ID 'subnet-1' does \
                    not exist | LASTING | FARGATE_SUBNETS | a typing error
                    WRONG | ecs:RunTask: InvalidParameterException: No Fargate configuration \
                    exists for given values. | LASTING | cpu: and mem: | a pair that is none
                    WRONG | ecs:RunTask: InvalidParameterException: The specified capacity \
                    provider strategy cannot contain a capacity provider that is not associated \
                    with the cluster | LASTING | FARGATE_SPOT=no | Spot was never associated
                    WRONG | ecs:RunTask: ClientException: ECS was unable to assume the role \
                    'arn:aws:iam::1:role/x' | LASTING | trust policy | the role's trust
                    WRONG | ecs:RunTask: InvalidParameterException: Unable to assume the service \
                    linked role. | LASTING | create-service-linked-role | a new account
                    WRONG | ecs:RunTask: PlatformUnknownException: x | LASTING \
                    | FARGATE_PLATFORM_VERSION | a version that is none
                    WRONG | ecs:RunTask: BlockedException: x | LASTING | AWS Support | blocked
                    WRONG | ecs:RunTask: InvalidParameterException: Task definition does not \
                    support launch_type FARGATE. | LASTING | requiresCompatibilities | for EC2
                    WRONG | ecs:RunTask: new | LASTING | refuses it | whatever it says
                    """)
    void what_a_refused_call_says_comes_to(
            Kind kind, String said, Sort sort, String plain, String why) {
        StopWords words = StopWords.of(new CallException(kind, said));
        assertThat(words.sort()).isEqualTo(sort);
        assertThat(words.text()).contains(plain).contains(said);
    }

    @Test
    void aws_words_stand_at_the_end_and_in_one_line() {
        assertThat(StopWords.of("  Timeout waiting for\n network interface\tprovisioning ").text())
                .isEqualTo(
                        "Fargate could not give it a network interface in time"
                                + " (Timeout waiting for network interface provisioning)");
    }

    @Test
    void long_words_are_cut_in_their_middle() {
        String said = "CannotPullContainerError: " + "so it went on ".repeat(100) + "i/o timeout";
        assertThat(StopWords.of(said).text())
                .contains("(CannotPullContainerError: so it")
                .contains(" … ")
                .endsWith("so it went on i/o timeout)")
                .hasSizeLessThan(600);
    }
}
