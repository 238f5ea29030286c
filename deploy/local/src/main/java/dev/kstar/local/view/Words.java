package dev.kstar.local.view;

import dev.kstar.local.job.Job;
import dev.kstar.local.job.Source;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerState;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Values as text. */
public final class Words {
  static final String NONE = "–";

  private Words() {}

  /** In one phrase, such as "linear, k* = 5, dx = 20, dy = 20". */
  public static String of(Source source) {
    if (source instanceof Source.Synthetic synthetic) {
      String shape =
          "%s, k* = %d, dx = %d, dy = %d"
              .formatted(synthetic.link(), synthetic.kStar(), synthetic.dx(), synthetic.dy());
      String noisy = synthetic.noise() == 0 ? shape : shape + ", noise " + synthetic.noise();
      return synthetic.schedule().isEmpty() ? noisy : noisy + ", then " + synthetic.schedule();
    }
    if (source instanceof Source.Push push) {
      return "pushed pairs, dx = %d, dy = %d".formatted(push.dx(), push.dy());
    }
    Source.Files files = (Source.Files) source;
    return "%s and %s".formatted(of(files.x()), of(files.y()));
  }

  private static String of(Source.Piece piece) {
    return piece.at(piece.file().getFileName().toString());
  }

  /** The models in one phrase, such as "d = 20" or "d = 2, 3, 5 (2 models each)". */
  public static String models(Job job) {
    String widths =
        job.dimensions().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", "d = ", ""));
    return job.replicas() == 1 ? widths : widths + " (%d models each)".formatted(job.replicas());
  }

  static String of(TrainerState.Phase phase) {
    return switch (phase) {
      case PHASE_WAITING_FOR_STREAM -> "waiting for the stream";
      case PHASE_WAITING_FOR_DATA -> "waiting for data";
      case PHASE_TRAINING -> "training";
      case PHASE_PAUSED -> "paused";
      case PHASE_COMPLETED -> "completed";
      case PHASE_FAILED -> "failed";
      case PHASE_UNSPECIFIED, UNRECOGNIZED -> "unknown";
    };
  }

  static String of(SourceState.Phase phase) {
    return switch (phase) {
      case PHASE_STARTING -> "starting";
      case PHASE_STREAMING -> "streaming";
      case PHASE_HELD_BACK -> "held back: consumers lag";
      case PHASE_COMPLETED -> "completed";
      case PHASE_FAILED -> "failed";
      case PHASE_UNSPECIFIED, UNRECOGNIZED -> "unknown";
    };
  }

  /** Bytes with a unit, such as "1.5 MB". */
  static String bytes(double bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    int unit = 0;
    while (bytes >= 1000 && unit < units.length - 1) {
      bytes /= 1000;
      unit++;
    }
    return decimals(bytes, unit == 0 ? 0 : 1) + " " + units[unit];
  }

  static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String decimals(double number, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", number);
  }

  static String dimension(OptionalDouble dimension) {
    return dimension.isPresent() ? decimals(dimension.getAsDouble(), 2) : NONE;
  }

  /** Minutes and seconds. */
  public static String of(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
