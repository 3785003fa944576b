package doppel.restore.save;

import java.util.Objects;

/**
 * Why a statement cannot be saved.
 *
 * @param reason in words for people
 */
public record Refusal(String reason) {

    public Refusal {
        Objects.requireNonNull(reason);
    }
}
