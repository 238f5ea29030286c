package dev.kstar.learning.population;

import dev.kstar.learning.snapshot.EncoderShape;
import java.util.List;

/**
 * What a population is made of.
 *
 * @param dx number of values of x
 * @param dy number of values of y
 * @param hidden widths of the hidden layers of both encoders, the same for all members; empty for
 *     linear encoders
 * @param members at least one
 * @param temperature exp(θ) of every member at the start, above 0; τ has its floor on top
 */
public record PopulationSpec(
    int dx, int dy, List<Integer> hidden, List<MemberSpec> members, double temperature) {
  /** With θ = 0 at the start. */
  public PopulationSpec(int dx, int dy, List<Integer> hidden, List<MemberSpec> members) {
    this(dx, dy, hidden, members, 1);
  }

  public PopulationSpec {
    hidden = List.copyOf(hidden);
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("members must be at least one but were none");
    }
    if (!(temperature > 0) || !Double.isFinite(temperature)) {
      throw new IllegalArgumentException(
          "temperature must be above 0 and finite but was " + temperature);
    }
    for (MemberSpec member : members) {
      new EncoderShape(dx, dy, hidden, member.dimension());
    }
  }

  /** Extents of one member's encoders. */
  public EncoderShape shape(int member) {
    return new EncoderShape(dx, dy, hidden, members.get(member).dimension());
  }

  /** The members' dimensions. */
  public List<Integer> dimensions() {
    return members.stream().map(MemberSpec::dimension).toList();
  }
}
