package dev.kstar.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the contract to what was published: a field, number, type or method in {@code
 * src/test/resources/contract.txt} must stay as it is. Additions are recorded there with {@code mvn
 * test -pl proto -Dtest=CompatibilityTest -Dkstar.record-contract=true}.
 */
class CompatibilityTest {
  private static final Path PUBLISHED = Path.of("src", "test", "resources", "contract.txt");

  @BeforeAll
  static void record() throws IOException {
    if (Boolean.getBoolean("kstar.record-contract")) {
      Files.write(PUBLISHED, lines());
    }
  }

  @Test
  void nothingThatWasPublishedIsGoneOrChanged() throws IOException {
    assertThat(lines()).containsAll(Files.readAllLines(PUBLISHED));
  }

  @Test
  void everythingIsPublished() throws IOException {
    assertThat(Files.readAllLines(PUBLISHED)).containsAll(lines());
  }

  private static Set<String> lines() {
    Set<String> lines = new TreeSet<>();
    for (FileDescriptor file :
        List.of(
            Records.getDescriptor(),
            IngestOuterClass.getDescriptor(),
            TrainerOuterClass.getDescriptor(),
            EvaluatorOuterClass.getDescriptor())) {
      file.getMessageTypes().forEach(message -> add(lines, message));
      file.getEnumTypes().forEach(type -> add(lines, type));
      file.getServices().forEach(service -> add(lines, service));
    }
    return lines;
  }

  private static void add(Set<String> lines, Descriptor message) {
    for (FieldDescriptor field : message.getFields()) {
      lines.add(
          "%s = %d %s%s"
              .formatted(
                  field.getFullName(),
                  field.getNumber(),
                  field.isRepeated() ? "repeated " : "",
                  type(field)));
    }
    message.getNestedTypes().forEach(nested -> add(lines, nested));
    message.getEnumTypes().forEach(type -> add(lines, type));
  }

  private static String type(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> field.getMessageType().getFullName();
      case ENUM -> field.getEnumType().getFullName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static void add(Set<String> lines, EnumDescriptor type) {
    type.getValues()
        .forEach(value -> lines.add("%s = %d".formatted(value.getFullName(), value.getNumber())));
  }

  private static void add(Set<String> lines, ServiceDescriptor service) {
    for (MethodDescriptor method : service.getMethods()) {
      lines.add(
          "%s(%s%s) returns %s%s"
              .formatted(
                  method.getFullName(),
                  method.isClientStreaming() ? "stream " : "",
                  method.getInputType().getFullName(),
                  method.isServerStreaming() ? "stream " : "",
                  method.getOutputType().getFullName()));
    }
  }
}
