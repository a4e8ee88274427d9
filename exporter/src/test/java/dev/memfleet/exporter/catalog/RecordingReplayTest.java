package dev.memfleet.exporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a real memcached answered gives exactly the series that the established exporter makes. */
class RecordingReplayTest {
  private final Recording recording = Recording.load("/recordings/memcached-1.6.18.stats.txt");
  private final SortedMap<String, Double> ours = Page.of(recording.families());
  private final SortedMap<String, Double> theirs = theirs();

  private static SortedMap<String, Double> theirs() {
    SortedMap<String, Double> series =
        Page.parse(Recording.text("/recordings/memcached-1.6.18.series.prom"));
    assertThat(series).hasSize(756);
    assertThat(series.remove("memcached_up{}")).isEqualTo(1.0);
    return series;
  }

  @Test
  void families_recordedAnswers_haveEveryEstablishedSeries() {
    SortedMap<String, Double> common = new TreeMap<>(ours);
    common.keySet().retainAll(theirs.keySet());

    assertThat(common).isEqualTo(theirs);
  }

  @Test
  void families_recordedAnswers_haveNothingElseButTheBeyond() {
    Set<String> beyond =
        ContractRow.beyond().stream().map(ContractRow::name).collect(Collectors.toSet());

    Map<String, Double> more = new TreeMap<>(ours);
    more.keySet().removeAll(theirs.keySet());

    assertThat(more.keySet())
        .as("metrics that memcached_exporter lacks are rows of contract/metrics-beyond.tsv")
        .filteredOn(series -> !beyond.contains(Page.name(series)))
        .isEmpty();
  }

  @Test
  void reading_recordedAnswers_isComplete() {
    assertThat(recording.reading().complete()).isEqualTo(recording.answers().keySet()).hasSize(4);
  }
}
