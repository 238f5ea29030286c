package dev.kstar.local.reproduce.run;

import dev.kstar.local.reproduce.experiment.Member;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of one run.
 *
 * @param name of the run
 * @param description of the run, every value of it
 * @param settings of each service, by its name
 * @param report the evaluator's, of the last step
 * @param history what was seen of the training, by rising step
 * @param encodings what it took to encode after the last step; empty where there are many models
 * @param timing what it took
 * @param versions of everything that took part
 * @param secondStages the second stage, where there was one
 */
public record RunResult(
    String name,
    String description,
    Map<String, Map<String, String>> settings,
    Report report,
    List<Look> history,
    List<Encoding> encodings,
    Timing timing,
    Map<String, String> versions,
    List<SecondStage> secondStages) {
  public RunResult {
    secondStages = List.copyOf(secondStages);
    history = List.copyOf(history);
    encodings = List.copyOf(encodings);
  }

  /**
   * One look at the trainer.
   *
   * @param losses by member, in nats
   * @param temperatures by member
   */
  public record Look(long step, List<Double> losses, List<Double> temperatures) {}

  /**
   * How long the trainer takes to encode, over gRPC on this machine.
   *
   * @param microseconds median for one sample a call
   * @param microsecondsOf256 median for 256 samples a call
   */
  public record Encoding(int member, double microseconds, double microsecondsOf256) {}

  /**
   * Seconds.
   *
   * @param wall from the start of the broker to the end of the evaluation
   * @param training in training steps, without waiting for data
   * @param evaluation of the report
   * @param load the machine's load average of the last minute at the end
   */
  public record Timing(double wall, double training, double evaluation, double load) {}

  /**
   * Models of the size that the first stage told, trained anew on the same log.
   *
   * @param kStar what the first stage told; the models have d = k̂* and k̂* + 1
   * @param report of their last step
   * @param encodings after their last step
   * @param timing of this stage alone
   */
  public record SecondStage(int kStar, Report report, List<Encoding> encodings, Timing timing) {
    public SecondStage {
      encodings = List.copyOf(encodings);
    }
  }

  /** Its models, with the history of each. */
  public List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (MemberReport member : report.getMembersList()) {
      int index = member.getMember();
      members.add(
          new Member(
              member,
              history.stream()
                  .filter(look -> index < look.losses().size())
                  .map(
                      look ->
                          new Member.Moment(
                              look.step(),
                              look.losses().get(index),
                              look.temperatures().get(index)))
                  .toList()));
    }
    return members;
  }
}
