package dev.kstar.contract;

/**
 * Finds the fields in the bytes of an ordinary {@link dev.kstar.v1.PairedSample} without building
 * the message, which costs several times as much as copying the values. Ordinary is what writers of
 * the contract produce: known fields in any order, minimal tags, ASCII texts. Whatever else there
 * is, valid or not, is left to protobuf, so that there is one judge of what is valid. One use, one
 * thread.
 */
final class PairScan {
  private static final int LENGTH_DELIMITED = 2;
  private static final int ID = tag(1, LENGTH_DELIMITED);
  private static final int X = tag(2, LENGTH_DELIMITED);
  private static final int Y = tag(3, LENGTH_DELIMITED);
  private static final int LABELS = tag(4, LENGTH_DELIMITED);
  private static final int EVENT_TIME = tag(5, 0);
  private static final int EPOCH = tag(6, 0);
  private static final int LABEL_NAME = tag(1, LENGTH_DELIMITED);
  private static final int LABEL_CLASS = tag(2, 0);
  private static final int LONGEST_VARINT = 10;
  private static final int UNUSUAL = -1;

  private final byte[] bytes;
  private final int end;
  private int at;

  /** The varint that was read last. */
  private long number;

  /** Where fields begin and how many bytes they have; 0 bytes when the field is absent. */
  int idAt;

  int idLength;
  int xAt;

  int xLength;
  int yAt;
  int yLength;

  /** From the tag of the first label to the end of the last, whatever stands between. */
  int labelsAt;

  int labelsEnd;

  /** 0 when absent. */
  long eventTime;

  PairScan(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Of a pair that is a part of {@code bytes}. */
  PairScan(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  private static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }

  /** Whether the message is ordinary; if not, the places say nothing. */
  boolean run() {
    while (at < end) {
      int start = at;
      int tag = bytes[at++];
      boolean ordinary =
          tag == EVENT_TIME || tag == EPOCH ? number(tag) : field(start, tag, length(end));
      if (!ordinary) {
        return false;
      }
    }
    return true;
  }

  private boolean number(int tag) {
    boolean ordinary = varint(end);
    if (tag == EVENT_TIME) {
      eventTime = number;
    }
    return ordinary;
  }

  /** The last of several counts, as protobuf has it. */
  private boolean field(int start, int tag, int length) {
    if (length == UNUSUAL) {
      return false;
    }
    int from = at;
    at += length;
    if (tag == X) {
      xAt = from;
      xLength = length;
    } else if (tag == Y) {
      yAt = from;
      yLength = length;
    } else if (tag == LABELS) {
      return label(start, from, at);
    } else {
      idAt = from;
      idLength = length;
      return tag == ID && isAscii(from, at);
    }
    return true;
  }

  private boolean label(int start, int from, int end) {
    if (labelsEnd == 0) {
      labelsAt = start;
    }
    labelsEnd = end;
    at = from;
    while (at < end) {
      int tag = bytes[at++];
      if (tag == LABEL_CLASS) {
        if (!varint(end)) {
          return false;
        }
      } else {
        int length = tag == LABEL_NAME ? length(end) : UNUSUAL;
        if (length == UNUSUAL || !isAscii(at, at + length)) {
          return false;
        }
        at += length;
      }
    }
    return true;
  }

  /** The length that stands here, if so many bytes follow before {@code end}. */
  private int length(int end) {
    int length = 0;
    for (int shift = 0; shift < 28 && at < end; shift += 7) {
      byte next = bytes[at++];
      length |= (next & 0x7f) << shift;
      if (next >= 0) {
        return length <= end - at ? length : UNUSUAL;
      }
    }
    return UNUSUAL;
  }

  private boolean varint(int end) {
    int last = Math.min(end, at + LONGEST_VARINT);
    number = 0;
    for (int shift = 0; at < last; shift += 7) {
      byte next = bytes[at++];
      number |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Other texts have to be valid UTF-8, which protobuf checks. */
  private boolean isAscii(int from, int end) {
    int all = 0;
    for (int i = from; i < end; i++) {
      all |= bytes[i];
    }
    return all >= 0;
  }
}
