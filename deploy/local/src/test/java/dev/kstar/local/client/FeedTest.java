package dev.kstar.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Empty;
import org.junit.jupiter.api.Test;

class FeedTest {
  /** A report that can tell why there is no newer one. */
  private static Descriptor report() throws Exception {
    FieldDescriptorProto reason =
        FieldDescriptorProto.newBuilder()
            .setName("reason")
            .setNumber(1)
            .setType(Type.TYPE_STRING)
            .build();
    FieldDescriptorProto failure =
        FieldDescriptorProto.newBuilder()
            .setName("last_failure")
            .setNumber(18)
            .setType(Type.TYPE_MESSAGE)
            .setTypeName("Failure")
            .build();
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("report.proto")
            .setSyntax("proto3")
            .addMessageType(DescriptorProto.newBuilder().setName("Failure").addField(reason))
            .addMessageType(DescriptorProto.newBuilder().setName("Report").addField(failure))
            .build();
    return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Report");
  }

  @Test
  void failedReport_givesItsReason() throws Exception {
    Descriptor report = report();
    Descriptor failure = report.findFieldByName("last_failure").getMessageType();
    DynamicMessage reason =
        DynamicMessage.newBuilder(failure)
            .setField(failure.findFieldByName("reason"), "x is odd")
            .build();

    assertThat(
            Feed.failure(
                DynamicMessage.newBuilder(report)
                    .setField(report.findFieldByName("last_failure"), reason)
                    .build()))
        .contains("x is odd");
  }

  @Test
  void reportWithoutFailure_givesNone() throws Exception {
    assertThat(Feed.failure(DynamicMessage.newBuilder(report()).build())).isEmpty();
  }

  @Test
  void messageWithoutTheField_givesNone() {
    assertThat(Feed.failure(Empty.getDefaultInstance())).isEmpty();
  }
}
