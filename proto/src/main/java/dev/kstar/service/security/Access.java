package dev.kstar.service.security;

/** What a call needs. */
public sealed interface Access {

  /** Nothing. */
  record Open() implements Access {
    @Override
    public String toString() {
      return "open";
    }
  }

  /** A credential with the role. */
  record Needs(Role role) implements Access {
    @Override
    public String toString() {
      return role.toString();
    }
  }

  /** Nobody may: the table does not know it. */
  record Unlisted() implements Access {
    @Override
    public String toString() {
      return "unlisted";
    }
  }
}
