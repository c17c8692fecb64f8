package farcron.cloud;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A schedule as a crontab says it.
///
/// @param title its name at AWS, and what is said of it there
/// @param settings `FARGATE_` variables that are not as they are by default
/// @param environment for the container
/// @param notes what it had and the line has not
/// @param obstacles why the line does not run as it stands, so that it is written as a remark
/// @param text empty if there is no such line
record ImportedLine(
        String title,
        SortedMap<String, String> settings,
        SortedMap<String, String> environment,
        List<String> notes,
        List<String> obstacles,
        String text) {

    ImportedLine {
        settings = new TreeMap<>(settings);
        environment = new TreeMap<>(environment);
        notes = List.copyOf(notes);
        obstacles = List.copyOf(obstacles);
    }

    boolean runs() {
        return obstacles.isEmpty();
    }
}
