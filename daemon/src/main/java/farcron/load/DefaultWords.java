package farcron.load;

import farcron.crontab.CrontabJob;
import farcron.crontab.Grammar;
import farcron.crontab.Problem;
import farcron.crontab.Setting;
import farcron.crontab.SettingWords;
import farcron.crontab.Word;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Words that hold for all lines below them: `FARCRON_DEFAULTS="timeout:2h retry:3"`.
final class DefaultWords {

    private static final String SETTING = "FARCRON_DEFAULTS";

    private final Grammar grammar;
    private final Complaints complaints;
    private final Map<Setting, Defaults> read = new IdentityHashMap<>();

    private record Defaults(Map<JobWord, Word> words, List<Problem> problems) {}

    DefaultWords(Grammar grammar, Complaints complaints) {
        this.grammar = grammar;
        this.complaints = complaints;
    }

    /// All words of a line.
    LineWords with(CrontabJob line) {
        Map<JobWord, Word> defaults = Map.of();
        Setting setting = line.environment().get(SETTING);
        if (setting != null) {
            Defaults found = read.computeIfAbsent(setting, this::read);
            found.problems().forEach(complaints::refuse);
            defaults = found.words();
        }
        return new LineWords(byKey(line.words()), defaults);
    }

    private Defaults read(Setting setting) {
        SettingWords all = SettingWords.in(setting, grammar);
        List<Problem> problems = new ArrayList<>(all.problems());
        Map<JobWord, Word> words = byKey(all.words());
        refuse(words, JobWord.NAME, "would name every line alike", "a name", problems);
        refuse(words, JobWord.AFTER, "would make every line wait", "an after:", problems);
        refuse(words, JobWord.AFTER_ANY, "would make every line wait", "an after-any:", problems);
        return new Defaults(words, problems);
    }

    private static void refuse(
            Map<JobWord, Word> words, JobWord key, String why, String it, List<Problem> problems) {
        Word word = words.remove(key);
        if (word != null) {
            problems.add(
                    Problem.error(
                            word.position(),
                            "%s:%s in %s %s".formatted(word.key(), word.value(), SETTING, why),
                            "give each line %s of its own".formatted(it)));
        }
    }

    private static Map<JobWord, Word> byKey(List<Word> words) {
        Map<JobWord, Word> byKey = new EnumMap<>(JobWord.class);
        words.forEach(word -> JobWord.of(word.key()).ifPresent(key -> byKey.put(key, word)));
        return byKey;
    }
}
