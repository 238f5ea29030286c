package dev.kstar.ingest.source.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.IdHash;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentIdsTest {
  /** The same by the library's means. */
  private static final class Model {
    private final int window;
    private final Set<String> ids = new LinkedHashSet<>();

    Model(int window) {
      this.window = window;
    }

    boolean add(String id) {
      boolean isNew = ids.add(id);
      if (ids.size() > window) {
        ids.remove(ids.iterator().next());
      }
      return isNew;
    }
  }

  private static Looked looked(String id) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    return new Looked(utf8, IdHash.of(utf8), null, null);
  }

  private static boolean add(RecentIds ids, String id) {
    Looked pair = looked(id);
    return ids.add(pair.id(), pair.hash());
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 5", "3, 4", "7, 20", "64, 100", "100, 150", "1000, 1500", "1000, 100000"})
  void answersAsASetInOrderOfInsertionDoes(int window, int names) {
    Random random = new Random(window);
    RecentIds ids = new RecentIds(window);
    Model model = new Model(window);
    for (int i = 0; i < 50_000; i++) {
      String id = "n" + "é".repeat(random.nextInt(7) * random.nextInt(7)) + random.nextInt(names);
      ids.fetch(new Looked[] {looked(id), looked(id + i)});
      assertThat(add(ids, id)).as("id %s, the %d-th", id, i).isEqualTo(model.add(id));
    }
  }

  @Test
  void anIdCanBeAnyLength() {
    RecentIds ids = new RecentIds(3);
    String longest = "x".repeat(1_000_000);

    assertThat(add(ids, longest)).isTrue();
    assertThat(add(ids, "")).isTrue();
    assertThat(add(ids, "a")).isTrue();
    assertThat(add(ids, longest)).isFalse();
    assertThat(add(ids, "b")).isTrue();
    assertThat(add(ids, longest)).isTrue();
    assertThat(add(ids, "b")).isFalse();
  }
}
