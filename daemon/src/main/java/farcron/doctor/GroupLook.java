package farcron.doctor;

import farcron.job.JobTable;
import farcron.job.Target;
import farcron.os.ControlGroups;

/// Whether runs can be held to what their lines allow them.
record GroupLook(ControlGroups groups, JobTable table) implements Look {

    private static final String ABOUT = "cgroups";

    @Override
    public void look(Findings findings) {
        boolean wanted =
                table.jobs().stream()
                        .anyMatch(job ->
                                job.target() instanceof Target.Local local
                                        && !local.limits().areNone());
        switch (groups) {
            case ControlGroups.Usable usable when usable.lack().isEmpty() ->
                    findings.ok(ABOUT, "each run can have one of its own");
            case ControlGroups.Usable usable ->
                    findings.note(ABOUT, "each run can have one of its own, but " + usable.lack());
            case ControlGroups.Unusable(String why, String remedy) when wanted ->
                    findings.warn(
                            ABOUT,
                            why + ", and lines say mem: or cpu:, which nothing enforces",
                            remedy);
            case ControlGroups.Unusable(String why, String remedy) ->
                    findings.note(
                            ABOUT,
                            why + ", so mem: and cpu: would only decide when runs start",
                            remedy);
        }
    }
}
