package dev.kstar.ingest.source.h5ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.source.Read;
import dev.kstar.service.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTreeTest {
  @Test
  void node_linkWithinTheFile_isFollowed() {
    assertThat(Read.row(HdfFixtures.features("links.h5ad", ""), 1)).containsExactly(3, 4, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outside", "indirect"})
  void node_linkToAnotherFile_isRefused(String path) {
    assertThatThrownBy(() -> HdfFixtures.features("links.h5ad", path))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(
            "#" + path + " must lie in the file itself but is a link to another file, types.h5ad");
  }

  @Test
  void node_linkToItself_isNotThere() {
    assertThatThrownBy(() -> HdfFixtures.features("links.h5ad", "circle"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("must hold circle but it holds [");
  }

  @ParameterizedTest
  @ValueSource(strings = {"virtual.h5ad", "raw.h5ad"})
  void features_valuesOfOtherFiles_areRefused(String file) {
    assertThatThrownBy(() -> HdfFixtures.features(file, ""))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            HdfFixtures.file(file)
                + "#X cannot be read as HDF5: values lie in other files, which are not read");
  }
}
