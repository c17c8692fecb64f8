package farcron;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.stream.Stream;

/// The plan of the house: which room may use which, and in which room a library lives.
class HouseTest {

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("farcron");

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    room      | may use                                   | why
                    crontab   |                                           | text in, values out
                    job       | crontab                                   | the nouns
                    clock     | crontab                                   | when lines are due
                    spool     | crontab job os                            | the users' own crontabs
                    load      | crontab job os spool                      | from files to jobs
                    schedule  | crontab job clock dispatch record         | looks at the clock and decides
                    dispatch  | job run record                            | from a firing to a run
                    run       | job                                       | the door to all ways of running
                    run.local | crontab job run os                        | one way of running
                    run.fargate | job run os cloud doctor                 | the other one
                    run.fargate.aws | job run.fargate                     | what it asks AWS for
                    mail      | crontab job run os                        | mails what jobs write
                    record    | job                                       | what has happened
                    report    | crontab job clock record os spool         | tells what has happened
                    swap      | crontab load os                           | from the old cron to this one, and back
                    shadow    | crontab job load os report schedule       | beside the old cron
                    cloud     | crontab job                               | what AWS writes down
                    doctor    | crontab job record report os spool        | whether all is as it should be
                    cli       | crontab job clock load report os spool cloud run.fargate swap shadow doctor | what people type
                    os        |                                           | answers in plain records
                    """)
    void a_room_uses_only_the_rooms_it_may(String room, String mayUse, String why) {
        String[] allowed =
                Stream.concat(
                                Stream.of(room),
                                mayUse == null ? Stream.of() : Arrays.stream(mayUse.split(" +")))
                        .map(name -> "farcron." + name)
                        .toArray(String[]::new);
        DescribedPredicate<JavaClass> ours = resideInAPackage("farcron..");
        classes()
                .that()
                .resideInAPackage("farcron." + room)
                .should()
                .onlyDependOnClassesThat(
                        DescribedPredicate.not(ours).or(resideInAnyPackage(allowed)))
                .because(why)
                .check(HOUSE);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    library                       | rooms
                    java.sql..                    | farcron.record
                    org.sqlite..                  | farcron.record
                    io.netty..                    | farcron.report
                    com.fasterxml.jackson..       | farcron.record farcron.report farcron.run.fargate farcron.run.fargate.aws farcron.cloud
                    com.cronutils..               | farcron.report
                    ch.qos.logback..              | farcron.report
                    org.slf4j..                   | farcron.report farcron.run.local
                    picocli..                     | farcron.cli farcron
                    java.lang.foreign..           | farcron.os
                    java.lang.reflect..           | farcron.os
                    software.amazon..             | farcron.run.fargate.aws
                    """)
    void a_library_lives_in_its_rooms(String library, String rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms.split(" "))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(HOUSE);
    }

    @Test
    void no_rooms_use_each_other_in_a_circle() {
        slices().matching("farcron.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void only_main_knows_the_real_clock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("farcron.Main")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.InstantSource.class, "system")
                .orShould()
                .callMethod(java.time.ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
    }

    @Test
    void no_room_is_a_cupboard() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(HOUSE);
    }
}
