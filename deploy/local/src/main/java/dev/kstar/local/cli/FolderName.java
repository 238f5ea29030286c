package dev.kstar.local.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the name of a folder; an empty one would mean the current folder, unnoticed. */
final class FolderName implements ITypeConverter<Path> {
  @Override
  public Path convert(String value) {
    if (value.isBlank()) {
      throw new TypeConversionException(
          "must be a folder but was \"%s\"; . is the current one".formatted(value));
    }
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "must be a folder but was \"%s\": %s".formatted(value, e.getReason()));
    }
  }
}
