package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.service.StartFailure;
import dev.kstar.v1.Standardisation;
import dev.kstar.v1.StreamDescriptor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
  private static StreamDescriptor.Builder descriptor() {
    return StreamDescriptor.newBuilder()
        .setStream("digits")
        .setDx(3)
        .setDy(4)
        .addLabelNames("digit")
        .setSource("npy a.npy b.npy")
        .setCreatedMs(1)
        .setHoldoutFraction(0.05);
  }

  @Test
  void aNewStreamIsPublished() {
    StreamDescriptor wanted = descriptor().build();
    assertThat(Descriptors.toPublish(Optional.empty(), wanted)).contains(wanted);
  }

  @Test
  void aStreamThatIsThereAlreadyIsNotPublishedAgain() {
    StreamDescriptor wanted = descriptor().setCreatedMs(2).build();
    assertThat(Descriptors.toPublish(Optional.of(descriptor().build()), wanted)).isEmpty();
  }

  @Test
  void anotherSourceOfTheSameShapeKeepsTheTimeOfCreation() {
    StreamDescriptor wanted = descriptor().setSource("csv").setCreatedMs(2).build();
    assertThat(Descriptors.toPublish(Optional.of(descriptor().build()), wanted))
        .contains(descriptor().setSource("csv").build());
  }

  @Test
  void toPublish_otherNotes_replacesTheNotes() {
    StreamDescriptor present = descriptor().addSourceNotes("left out column 1").build();
    StreamDescriptor wanted = descriptor().addSourceNotes("left out column 2").build();

    assertThat(Descriptors.toPublish(Optional.of(present), wanted)).contains(wanted);
  }

  @Test
  void anotherShapeIsRefusedNamingBothSides() {
    StreamDescriptor wanted = descriptor().setDx(5).setSource("csv").clearLabelNames().build();
    assertThatThrownBy(() -> Descriptors.toPublish(Optional.of(descriptor().build()), wanted))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "stream \"digits\" exists with dx 3 where this source has 5, labels [digit] where this"
                + " source has []; its source is \"npy a.npy b.npy\", this one's is \"csv\" (take"
                + " another name with kstar.stream)");
  }

  @Test
  void everyPartOfTheShapeIsCompared() {
    List<StreamDescriptor> others =
        List.of(
            descriptor().setDx(9).build(),
            descriptor().setDy(9).build(),
            descriptor().addLabelNames("other").build(),
            descriptor()
                .setXStandardisation(Standardisation.newBuilder().setMethod("centre"))
                .build(),
            descriptor().setHoldoutFraction(0.1).build());
    for (StreamDescriptor other : others) {
      assertThatThrownBy(() -> Descriptors.toPublish(Optional.of(descriptor().build()), other))
          .isInstanceOf(StartFailure.class);
    }
  }
}
