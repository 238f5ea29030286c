package dev.kstar.learning.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module in the format of {@code torch.jit.save}: without parameters, with a list
 * {@code kept} of tensors that its methods may keep between calls.
 */
final class TorchArchive {
  /**
   * Pickle, protocol 2: an object of the class {@code __torch__.Kernels} with training = False and
   * kept = an empty list of tensors.
   */
  private static final String MODULE =
      "\u0080\2c__torch__\nKernels\n)\u0081}(X\10\0\0\0training\u0089"
          + "X\4\0\0\0keptctorch.jit._pickle\nbuild_tensorlist\n]\u0085Rub.";

  private static final String NO_CONSTANTS = "\u0080\2).";

  private static final String HEADER =
      """
      class Kernels(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        kept : List[Tensor]

      """;

  private TorchArchive() {}

  /** The bytes of an archive whose class has these methods. */
  static byte[] of(String methods) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "data.pkl", MODULE.getBytes(StandardCharsets.ISO_8859_1));
      put(zip, "code/__torch__.py", (HEADER + methods).getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      put(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Not compressed: PyTorch reads no other entries. */
  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry("kernels/" + name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
