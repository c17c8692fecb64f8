package farcron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;

import farcron.doctor.Finding;
import farcron.doctor.Level;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

class DoctorCommandTest {

    private static final Finding FINE = new Finding(Level.OK, "disk", "there is room", "");
    private static final Finding NOTED = new Finding(Level.NOTE, "clock", "nobody tells", "");
    private static final Finding BAD =
            new Finding(Level.FAIL, "mail", "\u001b[2J is not executable", "chmod +x it");

    private final StringWriter out = new StringWriter();

    private int type(List<Finding> found, String... arguments) {
        CommandLine command = new CommandLine(new DoctorCommand(() -> found));
        return command.setOut(new PrintWriter(out)).execute(arguments);
    }

    @Test
    void each_finding_is_a_line() {
        assertThat(type(List.of(FINE, NOTED, BAD))).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "ok    disk: there is room",
                        "note  clock: nobody tells",
                        "FAIL  mail: ^[[2J is not executable; chmod +x it");
    }

    @Test
    void where_all_is_well_it_says_so_by_its_status() {
        assertThat(type(List.of(FINE, NOTED))).isZero();
    }

    @Test
    void programs_get_json() throws IOException {
        assertThat(type(List.of(FINE, BAD), "--json")).isEqualTo(1);
        assertThat(JSON.std.listFrom(out.toString()))
                .hasSize(2)
                .first()
                .isEqualTo(
                        JSON.std.mapFrom(
                                "{\"level\":\"ok\",\"about\":\"disk\",\"what\":\"there is"
                                        + " room\",\"remedy\":null}"));
        assertThat((Map<?, ?>) JSON.std.listFrom(out.toString()).getLast())
                .extracting("remedy")
                .isEqualTo("chmod +x it");
    }
}
