package dev.kstar.service;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;

/** Makes every text of a message safe to show, as {@link PlainText} does. */
public final class PlainMessage {
  private PlainMessage() {}

  /** Returns the message with every text in it, at any depth, as {@link PlainText#of} has it. */
  @SuppressWarnings("unchecked") // a builder builds what it was made from
  public static <M extends Message> M of(M message) {
    Message.Builder plain = message.toBuilder();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (field.isRepeated()) {
                for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                  plain.setRepeatedField(field, i, of(field, message.getRepeatedField(field, i)));
                }
              } else {
                plain.setField(field, of(field, value));
              }
            });
    return (M) plain.build();
  }

  private static Object of(FieldDescriptor field, Object value) {
    if (field.getJavaType() == JavaType.STRING) {
      return PlainText.of((String) value);
    }
    return field.getJavaType() == JavaType.MESSAGE ? of((Message) value) : value;
  }
}
