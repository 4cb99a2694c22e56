package dev.aikagi.harness.probe;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Two messages in runs that are the same in both and runs that are not. */
public record ByteDiff(List<Run> runs) {
    /** Longer differences are one run: nobody reads a finer comparison of them. */
    private static final int FINEST = 1024;

    /** Shorter runs that are the same are chance. */
    private static final int LEAST_COMMON = 4;

    public ByteDiff {
        runs = List.copyOf(runs);
    }

    /**
     * One run.
     *
     * @param control what the honest message has here; empty where something was added
     * @param sent what was sent here; empty where something was left out
     */
    public record Run(boolean same, Bytes control, Bytes sent) {}

    /** Whether nothing differs. */
    public boolean isSame() {
        return runs.stream().allMatch(Run::same);
    }

    /** How many bytes of what was sent differ or were added. */
    public int changed() {
        return runs.stream()
                .filter(run -> !run.same())
                .mapToInt(run -> run.sent().size())
                .sum();
    }

    static ByteDiff of(Bytes control, Bytes sent) {
        int most = Math.min(control.size(), sent.size());
        int head = 0;
        while (head < most && control.at(head) == sent.at(head)) {
            head++;
        }
        int tail = 0;
        while (tail < most - head && control.at(control.size() - 1 - tail) == sent.at(sent.size() - 1 - tail)) {
            tail++;
        }
        List<Run> runs = new ArrayList<>();
        add(runs, true, control.slice(0, head), sent.slice(0, head));
        middle(runs, control.slice(head, control.size() - tail), sent.slice(head, sent.size() - tail));
        add(
                runs,
                true,
                control.slice(control.size() - tail, control.size()),
                sent.slice(sent.size() - tail, sent.size()));
        return new ByteDiff(runs);
    }

    /** Of equal length, byte by byte; else the longest common subsequence, where that is not too much. */
    private static void middle(List<Run> runs, Bytes control, Bytes sent) {
        if (control.isEmpty() || sent.isEmpty() || control.size() > FINEST || sent.size() > FINEST) {
            add(runs, false, control, sent);
        } else if (control.size() == sent.size()) {
            byByte(runs, control, sent);
        } else {
            List<Run> fine = new ArrayList<>();
            new Alignment(control, sent).write(fine);
            coarsened(fine).forEach(run -> add(runs, run.same(), run.control(), run.sent()));
        }
    }

    /** A byte or two that happen to be the same between two differences belong to the difference. */
    private static List<Run> coarsened(List<Run> fine) {
        List<Run> runs = new ArrayList<>();
        for (Run run : fine) {
            boolean brief = run.sent().size() < LEAST_COMMON;
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && !last.same() && (!run.same() || brief)) {
                runs.set(
                        runs.size() - 1,
                        new Run(
                                false,
                                Bytes.concat(last.control(), run.control()),
                                Bytes.concat(last.sent(), run.sent())));
            } else {
                runs.add(run);
            }
        }
        return runs;
    }

    private static void byByte(List<Run> runs, Bytes control, Bytes sent) {
        int from = 0;
        for (int at = 1; at <= control.size(); at++) {
            boolean same = control.at(from) == sent.at(from);
            if (at == control.size() || (control.at(at) == sent.at(at)) != same) {
                add(runs, same, control.slice(from, at), sent.slice(from, at));
                from = at;
            }
        }
    }

    static void add(List<Run> runs, boolean same, Bytes control, Bytes sent) {
        if (!control.isEmpty() || !sent.isEmpty()) {
            runs.add(new Run(same, control, sent));
        }
    }

    /** The longest common subsequence, by its table. */
    private static final class Alignment {
        private final Bytes control;
        private final Bytes sent;
        private final int[][] common;

        Alignment(Bytes control, Bytes sent) {
            this.control = control;
            this.sent = sent;
            this.common = new int[control.size() + 1][sent.size() + 1];
            for (int c = control.size() - 1; c >= 0; c--) {
                for (int s = sent.size() - 1; s >= 0; s--) {
                    common[c][s] = control.at(c) == sent.at(s)
                            ? common[c + 1][s + 1] + 1
                            : Math.max(common[c + 1][s], common[c][s + 1]);
                }
            }
        }

        void write(List<Run> runs) {
            int c = 0;
            int s = 0;
            while (c < control.size() || s < sent.size()) {
                int fromC = c;
                int fromS = s;
                while (isSame(c, s)) {
                    c++;
                    s++;
                }
                add(runs, true, control.slice(fromC, c), sent.slice(fromS, s));
                fromC = c;
                fromS = s;
                while ((c < control.size() || s < sent.size()) && !isSame(c, s)) {
                    if (s == sent.size() || (c < control.size() && common[c + 1][s] >= common[c][s + 1])) {
                        c++;
                    } else {
                        s++;
                    }
                }
                add(runs, false, control.slice(fromC, c), sent.slice(fromS, s));
            }
        }

        private boolean isSame(int c, int s) {
            return c < control.size() && s < sent.size() && control.at(c) == sent.at(s);
        }
    }
}
