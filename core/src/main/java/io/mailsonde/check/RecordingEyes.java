package io.mailsonde.check;

import io.mailsonde.Consent;
import io.mailsonde.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Eyes that note what was looked at through them, so that no check can leave a sighting out of its result. */
public final class RecordingEyes implements Eyes {
    private final Eyes eyes;
    private final List<Sighting<?>> seen = new ArrayList<>(2);

    /**
     * Notes what is looked at through other eyes.
     *
     * @param eyes the eyes that really look
     */
    public RecordingEyes(Eyes eyes) {
        this.eyes = eyes;
    }

    @Override
    public Set<Consent> granted() {
        return eyes.granted();
    }

    @Override
    public <T extends Target, O extends Record> CompletionStage<Sighting<O>> look(Probe<T, O> probe, T target) {
        return eyes.look(probe, target).thenApply(sighting -> {
            synchronized (seen) {
                if (!seen.contains(sighting)) {
                    seen.add(sighting);
                }
            }
            return sighting;
        });
    }

    /**
     * What has been looked at so far.
     *
     * @return each sighting once, in an order that does not depend on which answer came first
     */
    public List<Sighting<?>> sightings() {
        synchronized (seen) {
            return seen.stream()
                    .sorted(Comparator.<Sighting<?>, String>comparing(Sighting::probe)
                            .thenComparing(sighting -> sighting.target().toString()))
                    .toList();
        }
    }
}
