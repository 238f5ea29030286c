package dev.kstar.trainer.config;

import dev.kstar.learning.normaliser.NormaliserKind;
import dev.kstar.learning.optimizer.OptimizerKind;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Settings that are one of a few words, each the {@code toString} of a constant. Without them a
 * mistake would be told in the words of Java.
 */
public final class Choice {
  private Choice() {}

  private static <E> E of(E[] choices, String value) {
    return Arrays.stream(choices)
        .filter(choice -> choice.toString().equalsIgnoreCase(value.trim()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of %s but was \"%s\"".formatted(names(choices), value)));
  }

  private static String names(Object[] choices) {
    return Arrays.stream(choices).map(Object::toString).collect(Collectors.joining(", "));
  }

  /** {@code kstar.normaliser.kind}. */
  public static final class OfNormaliser implements Converter<NormaliserKind> {
    private static final long serialVersionUID = 1;

    @Override
    public NormaliserKind convert(String value) {
      return of(NormaliserKind.values(), value);
    }
  }

  /** {@code kstar.optimizer.kind}. */
  public static final class OfOptimizer implements Converter<OptimizerKind> {
    private static final long serialVersionUID = 1;

    @Override
    public OptimizerKind convert(String value) {
      return of(OptimizerKind.values(), value);
    }
  }

  /** {@code kstar.optimizer.schedule}. */
  public static final class OfSchedule implements Converter<ScheduleKind> {
    private static final long serialVersionUID = 1;

    @Override
    public ScheduleKind convert(String value) {
      return of(ScheduleKind.values(), value);
    }
  }

  /** {@code kstar.checkpoint.on-gap}. */
  public static final class OfOnGap implements Converter<OnGap> {
    private static final long serialVersionUID = 1;

    @Override
    public OnGap convert(String value) {
      return of(OnGap.values(), value);
    }
  }
}
