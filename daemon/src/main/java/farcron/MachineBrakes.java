package farcron;

import farcron.dispatch.Brakes;
import farcron.job.Limits;
import farcron.os.Burden;
import farcron.os.Hardware;

import java.time.InstantSource;

/// What holds up starts on this machine: its settings, and what it has to share.
final class MachineBrakes {

    private static final int MIB = 20;
    private static final int UNITS_OF_A_PROCESSOR = 1024;

    private MachineBrakes() {}

    static Brakes of(Settings settings, InstantSource time) {
        int most = settings.number(Option.MAX_RUNNING);
        int memory = settings.number(Option.MIN_FREE_MEMORY);
        double load = settings.decimal(Option.MAX_LOAD);
        Brakes asked =
                most == 0 && memory == 0 && load == 0
                        ? Brakes.NONE
                        : new Brakes(most, new Pressure(memory, load, Burden::now, time));
        return asked.on(() -> shared(Hardware.here()));
    }

    static Limits shared(Hardware machine) {
        return new Limits(
                machine.memory().stream()
                        .mapToInt(bytes -> Math.clamp(bytes >> MIB, 1, Integer.MAX_VALUE))
                        .findFirst(),
                machine.processors().stream()
                        .map(number -> number * UNITS_OF_A_PROCESSOR)
                        .findFirst());
    }
}
